internal import Admission
internal import NIOCore
internal import Synchronization

/// Running calls by deployment, and which of them failed lately, to give the next call to the best of a model's entries.
final class DeploymentLoads: Sendable {
  private struct State {
    var running: [String: Int] = [:]
    var cooldowns: [String: Cooldown] = [:]
  }

  /// ms that a deployment is passed over at most.
  private static let longestCooldown = 300_000

  /// ms that a deployment is passed over after its first failure.
  private let cooldown: Int
  private let state = Mutex(State())

  init(cooldown: Duration) { self.cooldown = cooldown.inMilliseconds }

  /// Whether one of `deployments` may have another call.
  func hasRoom(_ deployments: [ModelDeployment]) -> Bool {
    let running = state.withLock { $0.running }
    return deployments.contains { (running[$0.id] ?? 0) < $0.maxSessions ?? .max }
  }

  /// The deployment for the next call: of those that are not full, and if possible did not fail lately, those of the
  /// name itself before its fallbacks, the lowest order, there the fewest running calls for its weight, the first of
  /// equals. Nil: all are full.
  func choose(among deployments: [ModelDeployment], at now: NIODeadline = .now()) -> ModelDeployment? {
    let state = state.withLock { $0 }
    let open = deployments.filter { (state.running[$0.id] ?? 0) < $0.maxSessions ?? .max }
    let sound = open.filter { state.cooldowns[$0.id]?.isOver(at: Self.ms(now)) ?? true }
    return (sound.isEmpty ? open : sound).min { left, right in
      if left.standIn != right.standIn { return left.standIn < right.standIn }
      if left.order != right.order { return left.order < right.order }
      return Self.load(of: left, state.running) < Self.load(of: right, state.running)
    }
  }

  private static func load(of deployment: ModelDeployment, _ running: [String: Int]) -> Double {
    Double(running[deployment.id] ?? 0) / Double(deployment.weight)
  }

  /// A call took its place at `deployment`.
  func began(_ deployment: ModelDeployment) -> DeploymentSeat {
    state.withLock { $0.running[deployment.id, default: 0] += 1 }
    return DeploymentSeat(deployment, in: self)
  }

  func ended(_ deployment: ModelDeployment) {
    state.withLock { $0.running[deployment.id, default: 1] -= 1 }
  }

  /// A deployment could not be reached, or refused.
  func failed(_ deployment: ModelDeployment, at now: NIODeadline = .now(), chance: Double = .random(in: 0...1)) {
    state.withLock {
      $0.cooldowns[deployment.id, default: Cooldown()]
        .failed(base: cooldown, longest: Self.longestCooldown, chance: chance, at: Self.ms(now))
    }
  }

  func succeeded(_ deployment: ModelDeployment) {
    state.withLock { $0.cooldowns[deployment.id] = nil }
  }

  private static func ms(_ time: NIODeadline) -> Int { Int(time.uptimeNanoseconds / 1_000_000) }
}
