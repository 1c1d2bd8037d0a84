internal import Logging

/// What a line of the log says beside its message.
enum LogMetadata {
  /// The handler's own metadata, the provider's and the line's (the later wins), sorted by name; the error, if there is
  /// one, as `error`.
  static func merged(
    _ own: Logger.Metadata, _ provider: Logger.MetadataProvider?, _ event: LogEvent
  ) -> [(key: String, value: Logger.MetadataValue)] {
    var merged = own
    if let provider { merged.merge(provider.get()) { $1 } }
    if let metadata = event.metadata { merged.merge(metadata) { $1 } }
    if let error = event.error { merged["error"] = "\(error)" }
    return merged.sorted { $0.key < $1.key }
  }
}
