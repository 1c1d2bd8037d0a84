internal import Admission
internal import NIOConcurrencyHelpers
internal import NIOCore

/// Running calls by deployment, and which of them failed lately, to give the next call to the best of a model's entries.
final class DeploymentLoads: Sendable {
  private struct State {
    var running: [String: Int] = [:]
    var cooldowns: [String: Cooldown] = [:]
    var paces: [String: DialPace] = [:]
    /// ms that a deployment is passed over after its first failure.
    var cooldown: Int

    func isSound(_ deployment: ModelDeployment, at now: Int) -> Bool {
      cooldowns[deployment.id]?.isOver(at: now) ?? true
    }

    func choose(among deployments: [ModelDeployment], at now: Int) -> ModelDeployment? {
      let open = deployments.filter { (running[$0.id] ?? 0) < $0.maxSessions ?? .max }
      let sound = open.filter { isSound($0, at: now) }
      return (sound.isEmpty ? open : sound).min { left, right in
        if left.standIn != right.standIn { return left.standIn < right.standIn }
        if left.order != right.order { return left.order < right.order }
        return load(of: left) < load(of: right)
      }
    }

    private func load(of deployment: ModelDeployment) -> Double {
      Double(running[deployment.id] ?? 0) / Double(deployment.weight)
    }
  }

  /// ms that a deployment is passed over at most.
  private static let longestCooldown = 300_000

  private let state: NIOLockedValueBox<State>

  init(cooldown: Duration) { state = NIOLockedValueBox(State(cooldown: cooldown.inMilliseconds)) }

  /// From the next failure on.
  func retuned(cooldown: Duration) { state.withLockedValue { $0.cooldown = cooldown.inMilliseconds } }

  /// Whether one of `deployments` may have another call.
  func hasRoom(_ deployments: [ModelDeployment]) -> Bool {
    let running = state.withLockedValue { $0.running }
    return deployments.contains { (running[$0.id] ?? 0) < $0.maxSessions ?? .max }
  }

  /// A place at the best deployment: of those that are not full, and if possible did not fail lately, those of the
  /// name itself before its fallbacks, the lowest order, there the fewest running calls for its weight, the first of
  /// equals. Nil: all are full.
  func take(among deployments: [ModelDeployment], at now: NIODeadline = .now()) -> DeploymentSeat? {
    state.withLockedValue { state in
      guard let chosen = state.choose(among: deployments, at: Self.ms(now)) else { return nil }
      state.running[chosen.id, default: 0] += 1
      return DeploymentSeat(chosen, in: self)
    }
  }

  /// It did not fail lately.
  func isSound(_ deployment: ModelDeployment, at now: NIODeadline = .now()) -> Bool {
    state.withLockedValue { $0.isSound(deployment, at: Self.ms(now)) }
  }

  /// Until when it is passed over, in monotonic ms; long ago for one that did not fail lately.
  func coolingEnd(of deployment: ModelDeployment) -> Int {
    state.withLockedValue { $0.cooldowns[deployment.id]?.until ?? .min }
  }

  /// How long a running call waits before it dials `deployment`, so that not all come at once.
  func pace(_ deployment: ModelDeployment, at now: NIODeadline = .now()) -> TimeAmount {
    .milliseconds(Int64(state.withLockedValue { $0.paces[deployment.id, default: DialPace()].delay(at: Self.ms(now)) }))
  }

  func ended(_ deployment: ModelDeployment) {
    state.withLockedValue { $0.running[deployment.id, default: 1] -= 1 }
  }

  /// A deployment could not be reached, or refused.
  func failed(_ deployment: ModelDeployment, at now: NIODeadline = .now(), chance: Double = .random(in: 0...1)) {
    state.withLockedValue {
      $0.cooldowns[deployment.id, default: Cooldown()]
        .failed(base: $0.cooldown, longest: Self.longestCooldown, chance: chance, at: Self.ms(now))
    }
  }

  func succeeded(_ deployment: ModelDeployment) {
    state.withLockedValue { $0.cooldowns[deployment.id] = nil }
  }

  private static func ms(_ time: NIODeadline) -> Int { Int(time.uptimeNanoseconds / 1_000_000) }
}
