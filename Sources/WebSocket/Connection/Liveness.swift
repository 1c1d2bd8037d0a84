/// Whether the peer is still there: after a ping, some byte must come before the timeout. Any byte counts, because a
/// pong may queue behind a long message.
struct Liveness {
  enum Verdict: Equatable {
    case alive
    case silent
  }

  private enum Phase {
    case resting
    /// A ping is out and nothing has come since.
    case waiting
  }

  private var phase = Phase.resting

  /// - Returns: Whether a timeout must be started; one that runs already decides over this ping too.
  mutating func pingSent() -> Bool {
    switch phase {
    case .resting:
      phase = .waiting
      return true
    case .waiting: return false
    }
  }

  mutating func bytesReceived() { phase = .resting }

  /// - Parameter isReading: Whether we read from the socket; if we do not, the peer's silence is of our making.
  mutating func timeoutPassed(isReading: Bool) -> Verdict {
    switch phase {
    case .resting: return .alive
    case .waiting:
      phase = .resting
      return isReading ? .silent : .alive
    }
  }
}
