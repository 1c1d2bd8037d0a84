import Foundation

/// Where a command writes. Commands are values that are given one, so that a test can read what was said.
struct Console: Sendable {
  /// Results: what was asked for.
  var write: @Sendable (String) -> Void
  /// Problems.
  var complain: @Sendable (String) -> Void

  /// The process's own.
  static let standard = Console(
    write: { FileHandle.standardOutput.write(Data(($0 + "\n").utf8)) },
    complain: { FileHandle.standardError.write(Data(($0 + "\n").utf8)) })
}
