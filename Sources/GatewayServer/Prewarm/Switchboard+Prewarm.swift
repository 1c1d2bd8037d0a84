internal import Conversation
internal import NIOCore

extension Switchboard {
  func beginPrewarming(on group: any EventLoopGroup) {
    let wanting = configuration.models.deployments.filter { $0.prewarm > 0 }
    guard !wanting.isEmpty else { return }
    let site = WarmSite(
      loads: loads, ledger: warmLedger, maxAge: configuration.timings.prewarmMaxAge.inMilliseconds
    ) { (deployment) throws(Fault) in try dialler(for: deployment) }
    warm.begin(wanting, site: site, on: group)
  }

  func endPrewarming() { warm.end() }
}
