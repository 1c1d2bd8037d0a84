internal import Synchronization

/// Running calls by deployment, to give the next one to the least busy of a model's entries.
final class DeploymentLoads: Sendable {
  private let running = Mutex<[String: Int]>([:])

  /// The deployment of the lowest order with the fewest running calls for its weight; the first of equals.
  /// `deployments` is not empty.
  func choose(among deployments: [ModelDeployment]) -> ModelDeployment {
    let lowest = deployments.map(\.order).min() ?? 0
    let candidates = deployments.filter { $0.order == lowest }
    let loads = running.withLock { running in candidates.map { Double(running[$0.id] ?? 0) / Double($0.weight) } }
    let least = loads.min() ?? 0
    return candidates[loads.firstIndex(of: least) ?? 0]
  }

  /// A call began on `deployment`; what is returned is to be called when it has ended.
  func began(_ deployment: ModelDeployment) -> @Sendable () -> Void {
    let id = deployment.id
    running.withLock { $0[id, default: 0] += 1 }
    return { self.running.withLock { $0[id, default: 1] -= 1 } }
  }
}
