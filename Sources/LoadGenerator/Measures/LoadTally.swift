/// What the sessions of one thread did in a stretch of time.
package struct LoadTally: Equatable, Sendable {
  /// Kinds of failure that are told apart.
  private static let mostKinds = 20

  /// Sessions for which `session.created` came.
  package var opened = 0
  /// From the dial to `session.created`.
  package var connect = LatencyHistogram()
  /// Frames of audio sent, and those that came back.
  package var framesSent = 0
  package var roundTrips = LatencyHistogram()
  /// Written turns: from the item to `response.done`, and to the first delta.
  package var turns = LatencyHistogram()
  package var firstDeltas = LatencyHistogram()
  /// How late the generator was itself: its timers against their time.
  package var lateness = LatencyHistogram()
  /// What fell due and was left out, because the session was busy or its socket full.
  package var skipped = 0
  /// What went wrong, by reason.
  package private(set) var failures: [String: Int] = [:]
  /// The text of the last `error` event.
  package var lastError: String?

  package init() {}

  package mutating func failed(_ reason: String, count: Int = 1) {
    let isKnown = failures[reason] != nil || failures.count < Self.mostKinds
    failures[isKnown ? reason : "other", default: 0] += count
  }

  package mutating func add(_ other: LoadTally) {
    opened += other.opened
    connect.add(other.connect)
    framesSent += other.framesSent
    roundTrips.add(other.roundTrips)
    turns.add(other.turns)
    firstDeltas.add(other.firstDeltas)
    lateness.add(other.lateness)
    skipped += other.skipped
    for (reason, count) in other.failures { failed(reason, count: count) }
    lastError = lastError ?? other.lastError
  }

  /// Begins a window of time: what was done before no longer counts, but the sessions remain open.
  mutating func windowBegan(keepingConnections: Bool) {
    var fresh = LoadTally()
    if keepingConnections {
      fresh.opened = opened
      fresh.connect = connect
    }
    // Who was turned away before is worth knowing.
    fresh.failures = failures
    fresh.lastError = lastError
    self = fresh
  }

  /// What the load is made of, in this mode.
  package func work(in mode: LoadMode) -> LatencyHistogram {
    switch mode {
    case .saturated, .paced: roundTrips
    case .turns: turns
    case .connects, .idle: connect
    }
  }
}
