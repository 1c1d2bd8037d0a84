internal import Metrics

/// The gateway's own metrics: handles made once, so that counting builds no labels.
package struct GatewayMetrics: Sendable {
  private let openSessions: Meter
  private let detachedSessions: Meter
  private let reattached: Counter
  private let prewarmed: Meter
  private let prewarmedTakes: Counter
  private let ended: [SessionOutcome: Counter]
  private let refused: [RefusalReason: Counter]

  /// Uses the `MetricsSystem` of the process, which must have been bootstrapped before.
  package init() {
    openSessions = Meter(label: "parley.sessions.open")
    detachedSessions = Meter(label: "parley.sessions.detached")
    reattached = Counter(label: "parley.sessions.reattached")
    prewarmed = Meter(label: "parley.upstream.prewarmed")
    prewarmedTakes = Counter(label: "parley.upstream.prewarmed.taken")
    ended = Dictionary(
      uniqueKeysWithValues: SessionOutcome.allCases.map {
        ($0, Counter(label: "parley.sessions.ended", dimensions: [("outcome", $0.rawValue)]))
      })
    refused = Dictionary(
      uniqueKeysWithValues: RefusalReason.allCases.map {
        ($0, Counter(label: "parley.sessions.refused", dimensions: [("reason", $0.rawValue)]))
      })
  }

  package func openSessionsChanged(to count: Int) { openSessions.set(count) }

  /// Open sessions whose clients are away.
  package func detachedSessionsChanged(to count: Int) { detachedSessions.set(count) }

  package func sessionReattached() { reattached.increment() }

  /// Connections that wait for calls.
  func prewarmedChanged(to count: Int) { prewarmed.set(count) }

  /// A call got one of them.
  func prewarmedTaken() { prewarmedTakes.increment() }

  package func sessionEnded(_ outcome: SessionOutcome) { ended[outcome]?.increment() }

  package func sessionRefused(_ reason: RefusalReason) { refused[reason]?.increment() }
}
