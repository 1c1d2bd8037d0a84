internal import Conversation

/// What the lines of one configuration share.
struct WarmSite: Sendable {
  let loads: DeploymentLoads
  let ledger: WarmLedger
  /// ms that a connection may wait.
  let maxAge: Int
  /// Asked before each dial, so that credentials and projects are those of that moment.
  let makeDialler: @Sendable (ModelDeployment) throws(Fault) -> UpstreamDialler
}
