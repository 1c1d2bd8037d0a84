/// A call's place at its deployment: it tells how the deployment does, and gives the place back at the end.
struct DeploymentSeat: Sendable {
  let deployment: ModelDeployment
  fileprivate let loads: DeploymentLoads

  init(_ deployment: ModelDeployment, in loads: DeploymentLoads) {
    self.deployment = deployment
    self.loads = loads
  }

  /// The upstream took the handshake.
  func reached() { loads.succeeded(deployment) }

  /// It could not be reached, or refused.
  func failed() { loads.failed(deployment) }

  /// The call has ended. Once.
  func left() { loads.ended(deployment) }
}
