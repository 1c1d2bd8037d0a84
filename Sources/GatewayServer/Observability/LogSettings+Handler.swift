package import Logging

extension LogSettings {
  /// The log handler of the process, as `LoggingSystem.bootstrap` wants it.
  package func handler(label: String, sink: LogSink = .standardError) -> any LogHandler {
    var handler: any LogHandler =
      switch format {
      case .json: JSONLogHandler(label: label, sink: sink)
      case .text: TextLogHandler(sink: sink)
      }
    handler.logLevel = level
    return handler
  }
}
