internal import NIOCore

/// How long and how often a call tries to reach a model before it says that it cannot.
struct DialTerms: Sendable {
  /// Attempts of one dial; where there are more deployments, each has one.
  var attempts: Int
  /// An attempt that takes longer has another deployment tried beside it.
  var patience: TimeAmount
  /// Second attempts at a deployment, of all calls together.
  var retries: RetryPurse
}
