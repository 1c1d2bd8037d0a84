/// What the shell of one call bounds; everything else is the session's.
struct RelayLimits: Sendable {
  /// Bytes that may wait for a slow peer before reading from the other side pauses.
  var queueBytes: Int
  /// Bytes of one message of a client; the WebSocket enforces it.
  var clientMessageBytes: Int
}

extension RelayLimits {
  init(_ limits: SessionLimits) {
    self.init(queueBytes: limits.clientQueueBytes, clientMessageBytes: limits.clientMessageBytes)
  }
}
