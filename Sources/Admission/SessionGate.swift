/// Counts the open sessions of this process and says when there is no room, too much work, or no more time.
package struct SessionGate: Equatable, Sendable {
  package enum Decision: Equatable, Sendable {
    case admitted
    /// As many sessions are open as may be.
    case full(retryAfterSeconds: Int)
    /// What is open needs all the memory or time that there is.
    case overloaded(Burden.Excess, retryAfterSeconds: Int)
    /// The process is about to end; another one of the same service may have room.
    case draining
  }

  /// Sessions that may be open at once.
  package private(set) var capacity: Int
  /// What a full house tells clients to wait.
  private let retryAfterSeconds: Int
  package private(set) var openSessions = 0
  package private(set) var isDraining = false
  private var burden: Burden

  package init(capacity: Int, burden: Burden.Limits = .none, retryAfterSeconds: Int = 5) {
    self.capacity = capacity
    self.burden = Burden(limits: burden)
    self.retryAfterSeconds = retryAfterSeconds
  }

  /// More or fewer may be open from now on; those that are open stay.
  package mutating func capacityChanged(to capacity: Int, burden: Burden.Limits = .none) {
    self.capacity = capacity
    self.burden.limitsChanged(to: burden)
  }

  /// See `Burden.measured`.
  package mutating func measured(memoryBytes: Int?, lagMs: Int, busyPercent: Int = 0) {
    burden.measured(memoryBytes: memoryBytes, lagMs: lagMs, busyPercent: busyPercent, sessions: openSessions)
  }

  /// What would happen to a session that came now.
  package var decision: Decision {
    if isDraining { return .draining }
    if openSessions >= capacity { return .full(retryAfterSeconds: retryAfterSeconds) }
    if let excess = burden.excess(sessions: openSessions) {
      return .overloaded(excess, retryAfterSeconds: retryAfterSeconds)
    }
    return .admitted
  }

  /// A session asks to be opened. Only if it is admitted it counts, until `sessionEnded`.
  package mutating func sessionRequested() -> Decision {
    let decision = decision
    if decision == .admitted { openSessions += 1 }
    return decision
  }

  /// A session that was admitted has ended.
  /// - Returns: true if it was the last one of a process that drains.
  package mutating func sessionEnded() -> Bool {
    openSessions = max(0, openSessions - 1)
    return isDraining && openSessions == 0
  }

  /// The process will end: nobody is admitted from now on.
  /// - Returns: true if no session is open, so that it can end at once.
  package mutating func drainingBegan() -> Bool {
    isDraining = true
    return openSessions == 0
  }
}
