package import Logging

/// Writes one readable line: time, level, message, then `name=value` in the order of the names.
///
///     14:03:11.482 info    Session ended  duration_ms=5230 turns=2
package struct TextLogHandler: LogHandler {
  package var logLevel: Logger.Level = .info
  package var metadata: Logger.Metadata = [:]
  package var metadataProvider: Logger.MetadataProvider?
  private let sink: LogSink

  package init(sink: LogSink) {
    self.sink = sink
  }

  package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  package func log(event: LogEvent) {
    // `2026-11-22T14:03:11.482Z`: the date is of no use on a terminal.
    let time = sink.timestamp().dropFirst(11).dropLast()
    let level = event.level.rawValue.padding(to: 8)
    var line = "\(time) \(level)\(Self.onOneLine(event.message.description))"
    let fields = LogMetadata.merged(metadata, metadataProvider, event)
    if !fields.isEmpty { line += " " }
    for (key, value) in fields { line += " \(key)=\(Self.quoted(value.description))" }
    sink.writeLine(Array(line.utf8))
  }

  /// Quotes what holds a blank, so that one can tell where a value ends.
  private static func quoted(_ text: String) -> String {
    let text = onOneLine(text)
    return text.isEmpty || text.contains(where: { $0 == " " || $0 == "=" || $0 == "\"" })
      ? "\"" + text.replacing("\"", with: "\\\"") + "\"" : text
  }

  /// What a peer wrote cannot begin a line of its own, nor steer a terminal.
  private static func onOneLine(_ text: String) -> String {
    var line = ""
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x0A: line += "\\n"
      case 0x00..<0x20, 0x7F..<0xA0, 0x2028, 0x2029: line += "\\u{" + String(scalar.value, radix: 16) + "}"
      default: line.unicodeScalars.append(scalar)
      }
    }
    return line
  }
}

extension String {
  fileprivate func padding(to width: Int) -> String {
    self + String(repeating: " ", count: max(width - count, 0))
  }
}
