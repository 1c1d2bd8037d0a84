/// What the network does to one connection. All times in milliseconds from the upgrade request; none of it changes the
/// order of bytes.
package struct NetworkFaults: Equatable, Sendable {
  /// Nothing passes for a while, in neither direction; then everything at once.
  package struct Stall: Equatable, Sendable {
    package var afterMs: Int64
    package var forMs: Int64

    package init(afterMs: Int64, forMs: Int64) {
      self.afterMs = afterMs
      self.forMs = forMs
    }
  }

  /// Each way.
  package var latencyMs: Int64 = 0
  /// Up to so much more, drawn anew for each piece.
  package var jitterMs: Int64 = 0
  /// Bytes of one segment down; nil leaves that to the system.
  package var segmentBytes: Int?
  /// Answers to pings come so much later than other frames.
  package var pongDelayMs: Int64 = 0
  package var stall: Stall?
  /// From then on nothing passes, and nobody is told.
  package var halfOpenAfterMs: Int64?
  /// The connection is reset.
  package var resetAfterMs: Int64?

  package init() {}
}
