import ServiceLifecycle
import UnixSignals

/// Runs services until the process is told to end: SIGTERM and SIGINT (Ctrl-C) let them finish what they do, a SIGINT
/// after that ends them at once.
struct SignalledRun {
  let services: ServiceGroup

  /// Throws what the services throw.
  func run() async throws {
    let signals = await UnixSignalsSequence(trapping: .sigterm, .sigint)
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
    for await signal in signals {
      if isEnding, signal == .sigint { return }
      if !isEnding { await services.triggerGracefulShutdown() }
      isEnding = true
    }
  }
}
