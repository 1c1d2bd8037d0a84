import ByteJSON
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
        dialect = try newDialect(after: message.text) ?? dialect
        lines.append(#"{"dialect":"\#(dialect)","side":"server","message":\#(message.text)}"#)
      }
    }
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let file = "story-" + story.replacing("/", with: "-")
    try (lines.joined(separator: "\n") + "\n").write(
      to: folder.appending(path: file), atomically: true, encoding: .utf8)
  }

  /// A bare client can move to the other dialect with its first update. Only GA's session has a `type`, and only the
  /// beta has events of its own for transcription sessions. Nil: the message moves nobody.
  private static func newDialect(after message: String) throws -> String? {
    guard message.contains(#"session.updated""#) else { return nil }
    let event = try JSONNode.parse(Array(message.utf8))
    switch event["type"]?.string {
    case "session.updated": return event["session"]?["type"] == nil ? "beta" : "ga"
    case "transcription_session.updated": return "beta"
    default: return nil
    }
  }
}
