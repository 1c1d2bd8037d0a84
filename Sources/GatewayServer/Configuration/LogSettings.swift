package import Logging

/// What is logged, and in which form.
package struct LogSettings: Equatable, Sendable {
  package enum Format: String, CaseIterable, Equatable, Sendable {
    /// One JSON object a line, for a log collector.
    case json
    /// One readable line, for a terminal.
    case text
  }

  package var level: Logger.Level
  package var format: Format

  package init(level: Logger.Level = .info, format: Format = .text) {
    self.level = level
    self.format = format
  }
}
