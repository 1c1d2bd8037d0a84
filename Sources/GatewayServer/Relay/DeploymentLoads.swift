internal import Synchronization

/// Running calls by deployment, to give the next one to the least busy of a model's entries.
final class DeploymentLoads: Sendable {
  private let running = Mutex<[String: Int]>([:])

  /// The deployment for the next call: of those that are not full, the lowest order, there the fewest running calls for
  /// its weight, the first of equals. Nil: all are full.
  func choose(among deployments: [ModelDeployment]) -> ModelDeployment? {
    let running = running.withLock { $0 }
    let open = deployments.filter { (running[$0.id] ?? 0) < $0.maxSessions ?? .max }
    let lowest = open.map(\.order).min()
    return open.filter { $0.order == lowest }.min { left, right in
      load(of: left, running) < load(of: right, running)
    }
  }

  private func load(of deployment: ModelDeployment, _ running: [String: Int]) -> Double {
    Double(running[deployment.id] ?? 0) / Double(deployment.weight)
  }

  /// A call began on `deployment`; what is returned is to be called when it has ended.
  func began(_ deployment: ModelDeployment) -> @Sendable () -> Void {
    let id = deployment.id
    running.withLock { $0[id, default: 0] += 1 }
    return { self.running.withLock { $0[id, default: 1] -= 1 } }
  }
}
