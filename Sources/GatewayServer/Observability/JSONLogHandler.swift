internal import ByteJSON
package import Logging

/// Writes one JSON object a line: `time`, `level`, `logger`, `message`, then the metadata as members of their own, in
/// the order of their names.
package struct JSONLogHandler: LogHandler {
  package var logLevel: Logger.Level = .info
  package var metadata: Logger.Metadata = [:]
  package var metadataProvider: Logger.MetadataProvider?
  private let label: String
  private let sink: LogSink

  package init(label: String, sink: LogSink) {
    self.label = label
    self.sink = sink
  }

  package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  package func log(event: LogEvent) {
    var writer = JSONWriter()
    writer.object {
      $0.member("time", sink.timestamp())
      $0.member("level", event.level.rawValue)
      $0.member("logger", label)
      $0.member("message", event.message.description)
      for (key, value) in LogMetadata.merged(metadata, metadataProvider, event) {
        $0.key(named: Self.reserved.contains(key) ? key + "_" : key)
        Self.write(value, to: &$0)
      }
    }
    sink.writeLine(writer.bytes)
  }

  /// Names of our own members.
  private static let reserved: Set = ["time", "level", "logger", "message"]

  /// Numbers and truth values stay what they are; everything else is text.
  private static func write(_ value: Logger.MetadataValue, to writer: inout JSONWriter) {
    switch value {
    case .string(let text): writer.value(text)
    case .stringConvertible(let number as Int): writer.value(number)
    case .stringConvertible(let number as Double): writer.value(number)
    case .stringConvertible(let flag as Bool): writer.value(flag)
    case .stringConvertible(let other): writer.value(other.description)
    case .array(let elements):
      writer.array { for element in elements { write(element, to: &$0) } }
    case .dictionary(let members):
      writer.object {
        for (key, member) in members.sorted(by: { $0.key < $1.key }) {
          $0.key(named: key)
          write(member, to: &$0)
        }
      }
    }
  }
}
