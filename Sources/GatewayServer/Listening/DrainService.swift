internal import Logging
internal import ServiceLifecycle

/// Lets running calls end before the listener closes. Behind it in its group are only services that end at once, so
/// that it is shut down first: while it works, health checks and refusals are still answered.
struct DrainService: Service {
  let sessions: SessionRegistry
  /// From the beginning of the shutdown until calls are cut off.
  let timeout: Duration
  let logger: Logger

  /// Between two lines of the log that say how many calls are left.
  private static let progressInterval = Duration.seconds(5)
  /// For clients to hear that it is over: a part of the timeout.
  private var farewell: Duration { min(.seconds(1), timeout / 4) }
  /// For connections that were cut off to be gone.
  private static let cutOffPatience = Duration.seconds(2)

  func run() async throws {
    do {
      try await gracefulShutdown()
      await drain()
    } catch {
      // Cancelled: nobody wants to wait.
      sessions.cutOff()
    }
  }

  private func drain() async {
    sessions.beginDraining(within: timeout)
    logger.notice("Shutting down: no new sessions", metadata: progress)
    await first([
      { await sessions.lastSessionEnded() },
      { try? await Task.sleep(for: timeout - farewell) },
      { await reportProgress() },
    ])
    guard sessions.openSessions > 0 else { return logger.notice("All sessions have ended") }
    logger.warning("Sessions are cut off", metadata: progress)
    sessions.sayGoodbye()
    await first([
      { await sessions.lastSessionEnded() },
      { try? await Task.sleep(for: farewell) },
    ])
    sessions.cutOff()
    await first([
      { await sessions.lastSessionEnded() },
      { try? await Task.sleep(for: Self.cutOffPatience) },
    ])
  }

  /// Runs until cancelled.
  private func reportProgress() async {
    while (try? await Task.sleep(for: Self.progressInterval)) != nil {
      logger.notice("Waiting for sessions to end", metadata: progress)
    }
  }

  private var progress: Logger.Metadata {
    [
      "sessions_left": .stringConvertible(sessions.openSessions),
      "seconds_left": .stringConvertible(Int(sessions.drainTimeLeft?.components.seconds ?? 0)),
    ]
  }

  /// Returns when one of them returns; the others are cancelled.
  private func first(_ waits: [@Sendable () async -> Void]) async {
    await withTaskGroup(of: Void.self) { group in
      for wait in waits { group.addTask { await wait() } }
      await group.next()
      group.cancelAll()
    }
  }
}

extension DrainService: CustomStringConvertible {
  var description: String { "drain" }
}
