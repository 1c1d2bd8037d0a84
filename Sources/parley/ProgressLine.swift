import Foundation
import NIOConcurrencyHelpers

/// A line on the terminal that is written again and again; nothing where there is no terminal.
final class ProgressLine: Sendable {
  private let isTerminal = isatty(STDERR_FILENO) == 1
  private let isShown = NIOLockedValueBox(false)

  func show(_ text: String) {
    guard isTerminal else { return }
    isShown.withLockedValue { isShown in
      isShown = true
      Self.write("\r\u{1B}[K" + text)
    }
  }

  func clear() {
    isShown.withLockedValue { isShown in
      if isShown { Self.write("\r\u{1B}[K") }
      isShown = false
    }
  }

  private static func write(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }
}
