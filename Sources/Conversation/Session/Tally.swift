/// What a call amounted to, for its one line in the log and for metrics.
package struct Tally: Equatable, Sendable {
  /// Spoken turns and written messages.
  package var userTurns = 0
  package var responses = 0
  /// Decoded bytes of user audio accepted, and of model audio delivered.
  package var audioBytesIn = 0
  package var audioBytesOut = 0
  /// ms of user audio dropped because the upstream was not there in time.
  package var heldAudioDroppedMs = 0
  /// Frames of live video that came sooner than the model looks.
  package var videoFramesDropped = 0
  /// Pieces of upstream content that belonged to nothing any more.
  package var strayPieces = 0
  package var errors = 0
  package var usage = Usage()
  package init() {}

  /// The newest report of the turn in progress; reports replace each other.
  private var turnUsage: Usage?

  package mutating func usageReported(_ usage: Usage) { turnUsage = usage }

  /// The turn is over: its last report counts.
  package mutating func turnEnded() {
    if let turnUsage { usage += turnUsage }
    turnUsage = nil
  }
}
