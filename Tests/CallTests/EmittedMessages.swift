import Conversation
import Foundation

/// Keeps what the tests emit for `scripts/validate-events.py`, which checks it against the schemas of both wires.
enum EmittedMessages {
  static var folder: URL { output.appending(path: "emitted") }

  /// `.build` of the package, or `PARLEY_OUTPUT` where another package runs these tests.
  static var output: URL {
    if let path = ProcessInfo.processInfo.environment["PARLEY_OUTPUT"] { return URL(filePath: path) }
    return Story.folder.deletingLastPathComponent().deletingLastPathComponent().appending(path: ".build")
  }

  static func write(_ messages: [(to: Side, text: String)], contract: String, story: String) throws {
    var lines: [String] = []
    var dialect = contract == "ga" ? "ga" : "beta"
    for message in messages {
      switch message.to {
      case .upstream, .aside: lines.append(#"{"gemini":"client","message":\#(message.text)}"#)
      case .client:
        // A bare client can move to GA on its first update.
        if message.text.contains(#""type":"session.updated""#) {
          dialect = message.text.contains(#""output_modalities""#) ? "ga" : "beta"
        }
        lines.append(#"{"dialect":"\#(dialect)","side":"server","message":\#(message.text)}"#)
      }
    }
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let file = "story-" + story.replacing("/", with: "-")
    try (lines.joined(separator: "\n") + "\n").write(
      to: folder.appending(path: file), atomically: true, encoding: .utf8)
  }
}
