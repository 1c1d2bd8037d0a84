internal import Logging
internal import NIOConcurrencyHelpers

/// How all lines of the process do, for the log and the metrics: a deployment has a line on each event loop, and its owner
/// is to be told once.
final class WarmLedger: Sendable {
  private struct State {
    var waiting = 0
    /// Lines in trouble, by deployment.
    var failing: [String: Int] = [:]
  }

  private let state = NIOLockedValueBox(State())
  private let metrics: GatewayMetrics
  private let logger: Logger

  init(metrics: GatewayMetrics, logger: Logger) {
    self.metrics = metrics
    self.logger = logger
  }

  /// A connection waits for a call.
  func came() { changed(by: 1) }

  /// It waits no more.
  func left() { changed(by: -1) }

  /// A line is in trouble.
  func failed(_ deployment: ModelDeployment, _ reason: String) {
    let isFirst = state.withLockedValue {
      $0.failing[deployment.id, default: 0] += 1
      return $0.failing[deployment.id] == 1
    }
    guard isFirst else { return }
    logger.notice(
      "Connections cannot be kept ready; calls dial for themselves",
      metadata: ["deployment": "\(deployment.id)", "reason": "\(reason)"])
  }

  func recovered(_ deployment: ModelDeployment) {
    guard gaveUp(deployment) else { return }
    logger.notice("Connections are kept ready again", metadata: ["deployment": "\(deployment.id)"])
  }

  /// A line in trouble is not wanted any more. True: no other of this deployment is in trouble.
  @discardableResult
  func gaveUp(_ deployment: ModelDeployment) -> Bool {
    state.withLockedValue {
      $0.failing[deployment.id, default: 1] -= 1
      guard $0.failing[deployment.id] == 0 else { return false }
      $0.failing[deployment.id] = nil
      return true
    }
  }

  private func changed(by change: Int) {
    state.withLockedValue {
      $0.waiting += change
      metrics.prewarmedChanged(to: $0.waiting)
    }
  }
}
