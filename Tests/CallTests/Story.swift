import Foundation

/// One golden transcript: a header line, then what comes in and what must leave, in order. See
/// `Tests/Transcripts/README.md` for the format.
struct Story {
  enum Line {
    case input(atMs: Int, from: String, content: [String: Any])
    case output([String: Any])
  }

  let name: String
  let header: [String: Any]
  let lines: [Line]

  static var folder: URL {
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().appending(path: "Transcripts")
  }

  /// Every transcript, by path below `Tests/Transcripts`.
  static var allNames: [String] {
    let paths = FileManager.default.enumerator(atPath: folder.path)?.allObjects.compactMap { $0 as? String } ?? []
    return paths.filter { $0.hasSuffix(".jsonl") }.sorted()
  }

  init(named name: String) throws { try self.init(at: Self.folder.appending(path: name), name: name) }

  init(at file: URL, name: String? = nil) throws {
    let name = name ?? file.lastPathComponent
    self.name = name
    let text = try String(contentsOf: file, encoding: .utf8)
    var objects: [[String: Any]] = []
    for (number, line) in text.split(separator: "\n").enumerated() {
      guard let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any] else {
        throw Malformed(description: "\(name):\(number + 1): not an object")
      }
      objects.append(object)
    }
    guard let first = objects.first, first["story"] is String else {
      throw Malformed(description: "\(name): no header")
    }
    header = first
    var now = 0
    lines = objects.dropFirst().map { object in
      guard let from = object["from"] as? String else { return .output(object) }
      now = object["at_ms"] as? Int ?? now
      return .input(atMs: now, from: from, content: object)
    }
  }

  struct Malformed: Error, CustomStringConvertible { let description: String }
}
