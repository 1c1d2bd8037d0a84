package import FoundationEssentials
internal import NIOConcurrencyHelpers

/// Where lines of the log go, and where their time comes from.
package struct LogSink: Sendable {
  private let now: @Sendable () -> Date
  private let write: @Sendable ([UInt8]) -> Void

  /// - Parameter write: gets one line at a time, with its newline; may be called from any thread.
  package init(now: @escaping @Sendable () -> Date = { .now }, write: @escaping @Sendable ([UInt8]) -> Void) {
    self.now = now
    self.write = write
  }

  /// The standard error of the process. A line is written whole before the next one begins.
  package static let standardError: LogSink = {
    let gate = NIOLock()
    return LogSink { line in
      // A line that cannot be written is lost: there is nobody left to tell.
      _ = gate.withLock { OpenFile.writeAll(line, to: OpenFile.standardError) }
    }
  }()

  /// ISO 8601 in UTC with milliseconds: `2026-11-22T14:03:11.482Z`.
  func timestamp() -> String {
    now().formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
  }

  func writeLine(_ line: [UInt8]) {
    write(line + [UInt8(ascii: "\n")])
  }
}
