/// How a session ended, as metrics count it. The call says it, once.
package enum SessionOutcome: String, CaseIterable, Sendable {
  /// The client closed, or went away.
  case clientClosed = "client_closed"
  /// A bound of semantics 9 was met: too long, too idle, too slow, a message too big.
  case limitReached = "limit_reached"
  /// The upstream refused or failed, and nothing helped.
  case upstreamFailed = "upstream_failed"
  /// The gateway was shutting down.
  case drained
  /// A fault of ours.
  case internalError = "internal_error"
}
