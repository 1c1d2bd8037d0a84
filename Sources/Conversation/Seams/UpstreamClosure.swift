/// What the end of an upstream connection means.
package struct UpstreamClosure: Equatable, Sendable {
  package enum Verdict: Equatable, Sendable {
    /// The connection's life is over or the network failed; the call could go on with another.
    case transient
    /// The upstream does not know the handle that it was to resume from.
    case handleUnknown
    /// The same setup would fail again.
    case fatal
    /// Too many sessions or tokens for now.
    case quota
  }

  package var verdict: Verdict
  /// What the client is told: what happened, and what to do.
  package var fault: Fault

  package init(_ verdict: Verdict, _ fault: Fault) {
    self.verdict = verdict
    self.fault = fault
  }
}
