import Foundation

/// Files of the package, found from where this source file lies.
enum PackageFiles {
  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// Writes lines for `scripts/validate-events.py`.
  static func emit(_ lines: [String], as name: String) throws {
    let folder = root.appending(path: ".build/emitted")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let text = lines.joined(separator: "\n") + "\n"
    try text.write(to: folder.appending(path: name + ".jsonl"), atomically: true, encoding: .utf8)
  }
}
