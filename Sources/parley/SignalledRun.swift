import ServiceLifecycle
import UnixSignals

/// Runs services until the process is told to end: SIGTERM and SIGINT (Ctrl-C) let them finish what they do, a SIGINT
/// after that ends them at once. SIGHUP has another meaning.
struct SignalledRun {
  let services: ServiceGroup
  /// Called at each SIGHUP, with its number from 1.
  let hungUp: @Sendable (Int) -> Void

  /// Throws what the services throw.
  func run() async throws {
    let signals = await UnixSignalsSequence(trapping: .sigterm, .sigint, .sighup)
    try await withThrowingTaskGroup(of: Void.self) { tasks in
      tasks.addTask { try await services.run() }
      tasks.addTask { await heed(signals) }
      try await tasks.next()
      tasks.cancelAll()
    }
  }

  /// Returns when there is no more patience.
  private func heed(_ signals: UnixSignalsSequence) async {
    var isEnding = false
    var hangUps = 0
    for await signal in signals {
      if signal == .sighup {
        hangUps += 1
        hungUp(hangUps)
        continue
      }
      if isEnding, signal == .sigint { return }
      if !isEnding { await services.triggerGracefulShutdown() }
      isEnding = true
    }
  }
}
