internal import Admission
internal import Logging
internal import NIOCore
internal import ServiceLifecycle

/// Measures a few times a second how far the event loops are behind and how much memory is in use, so that clients are
/// turned away while those that are in are still served well.
struct LoadWatch: Service {
  let sessions: SessionRegistry
  let group: any EventLoopGroup
  let logger: Logger

  private static let interval = Duration.milliseconds(200)

  func run() async throws {
    await cancelWhenGracefulShutdown {
      var known: Burden.Excess?
      while (try? await Task.sleep(for: Self.interval)) != nil {
        let lag = await worstLag()
        let excess = sessions.measured(memoryBytes: MachineMemory.resident, lagMs: lag)
        if excess != known { report(excess, lag) }
        known = excess
      }
    }
  }

  private func report(_ excess: Burden.Excess?, _ lag: Int) {
    let metadata: Logger.Metadata = [
      "reason": "\(excess?.rawValue ?? "none")", "event_loop_lag_ms": .stringConvertible(lag),
      "memory_bytes": .stringConvertible(MachineMemory.resident ?? 0),
      "sessions": .stringConvertible(sessions.openSessions),
    ]
    if excess == nil {
      logger.notice("New sessions are taken again", metadata: metadata)
    } else {
      logger.warning("Overloaded: no new sessions", metadata: metadata)
    }
  }

  /// ms that the slowest event loop takes to come to a new task.
  private func worstLag() async -> Int {
    await withTaskGroup(of: Int.self) { loops in
      for loop in group.makeIterator() {
        loops.addTask {
          let asked = NIODeadline.now()
          let begun = try? await loop.submit { NIODeadline.now() }.get()
          return begun.map { Int(($0 - asked).nanoseconds / 1_000_000) } ?? 0
        }
      }
      return await loops.reduce(0, max)
    }
  }
}

extension LoadWatch: CustomStringConvertible {
  var description: String { "load watch" }
}
