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
      var last: [Int: LoopPulse] = [:]
      while (try? await Task.sleep(for: Self.interval)) != nil {
        let pulses = await pulses()
        let lag = pulses.values.map(\.lagMs).max() ?? 0
        let busy = pulses.compactMap { loop, pulse in last[loop].map { pulse.busyPercent(since: $0) } }.min() ?? 0
        last = pulses
        let excess = sessions.measured(memoryBytes: MachineMemory.resident, lagMs: lag, busyPercent: busy)
        if excess != known { report(excess, lag, busy) }
        known = excess
      }
    }
  }

  private func report(_ excess: Burden.Excess?, _ lag: Int, _ busy: Int) {
    let metadata: Logger.Metadata = [
      "reason": "\(excess?.rawValue ?? "none")", "event_loop_lag_ms": .stringConvertible(lag),
      "event_loop_load_percent": .stringConvertible(busy),
      "memory_bytes": .stringConvertible(MachineMemory.resident ?? 0),
      "sessions": .stringConvertible(sessions.openSessions),
    ]
    if excess == nil {
      logger.notice("New sessions are taken again", metadata: metadata)
    } else {
      logger.warning("Overloaded: no new sessions", metadata: metadata)
    }
  }

  /// Of each event loop, by its place in the group.
  private func pulses() async -> [Int: LoopPulse] {
    await withTaskGroup(of: (Int, LoopPulse?).self) { loops in
      for (place, loop) in group.makeIterator().enumerated() {
        loops.addTask {
          let asked = NIODeadline.now()
          return (place, try? await loop.submit { LoopPulse(askedAt: asked) }.get())
        }
      }
      return await loops.reduce(into: [:]) { $0[$1.0] = $1.1 }
    }
  }
}

extension LoadWatch: CustomStringConvertible {
  var description: String { "load watch" }
}
