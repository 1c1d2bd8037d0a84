/// What the end of an upstream connection means.
package struct UpstreamClosure: Equatable, Sendable {
  package enum Verdict: Equatable, Sendable {
    /// The connection's life is over or the network failed; the call could go on with another.
    case transient
    /// The upstream does not know the handle that it was to resume from.
    case handleUnknown
    /// This deployment does not serve the call, and would not the next time; another might.
    case refusedHere
    /// The same setup would fail again.
    case fatal
    /// Too many sessions or tokens for now.
    case quota

    /// There is nothing to be gained by trying again without a change.
    var closesForGood: Bool {
      switch self {
      case .refusedHere, .fatal: true
      case .transient, .handleUnknown, .quota: false
      }
    }
  }

  package var verdict: Verdict
  /// What the client is told: what happened, and what to do.
  package var fault: Fault

  package init(_ verdict: Verdict, _ fault: Fault) {
    self.verdict = verdict
    self.fault = fault
  }
}
