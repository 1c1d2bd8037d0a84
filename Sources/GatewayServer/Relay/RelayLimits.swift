/// What the shell of one call bounds; everything else is the session's.
struct RelayLimits: Sendable {
  /// Bytes that may wait for a slow peer before reading from the other side pauses.
  var queueBytes: Int
}
