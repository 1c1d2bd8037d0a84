internal import NIOCore
internal import Synchronization

/// Running calls by deployment, and which of them failed lately, to give the next call to the best of a model's entries.
final class DeploymentLoads: Sendable {
  private struct State {
    var running: [String: Int] = [:]
    /// Until when a deployment that could not be reached is passed over.
    var coolingUntil: [String: NIODeadline] = [:]
  }

  /// How long that is: long enough to spare the next clients, short enough to come back soon.
  private static let cooldown = TimeAmount.seconds(30)

  private let state = Mutex(State())

  /// Whether one of `deployments` may have another call.
  func hasRoom(_ deployments: [ModelDeployment]) -> Bool {
    let running = state.withLock { $0.running }
    return deployments.contains { (running[$0.id] ?? 0) < $0.maxSessions ?? .max }
  }

  /// The deployment for the next call: of those that are not full, and if possible did not fail lately, the lowest
  /// order, there the fewest running calls for its weight, the first of equals. Nil: all are full.
  func choose(among deployments: [ModelDeployment], at now: NIODeadline = .now()) -> ModelDeployment? {
    let state = state.withLock { $0 }
    let open = deployments.filter { (state.running[$0.id] ?? 0) < $0.maxSessions ?? .max }
    let sound = open.filter { state.coolingUntil[$0.id].map { $0 <= now } ?? true }
    let candidates = sound.isEmpty ? open : sound
    let lowest = candidates.map(\.order).min()
    return candidates.filter { $0.order == lowest }.min { left, right in
      Self.load(of: left, state.running) < Self.load(of: right, state.running)
    }
  }

  private static func load(of deployment: ModelDeployment, _ running: [String: Int]) -> Double {
    Double(running[deployment.id] ?? 0) / Double(deployment.weight)
  }

  /// A deployment could not be reached, or refused.
  func failed(_ deployment: ModelDeployment, at now: NIODeadline = .now()) {
    state.withLock { $0.coolingUntil[deployment.id] = now + Self.cooldown }
  }

  /// A call began on `deployment`; what is returned is to be called when it has ended.
  func began(_ deployment: ModelDeployment) -> @Sendable () -> Void {
    let id = deployment.id
    state.withLock { $0.running[id, default: 0] += 1 }
    return { self.state.withLock { $0.running[id, default: 1] -= 1 } }
  }
}
