internal import NIOCore
internal import NIOPosix

/// The lanes of all threads, for whoever is on none of them.
struct LoadCrew: Sendable {
  /// How they are now.
  struct State: Sendable {
    var openSessions = 0
    var tally = LoadTally()
    /// Since the window began, by the lanes' own clocks: the machine may let others wait.
    var window = TimeAmount.zero
    /// Why the first session that failed did so.
    var problem: LoadProblem?
  }

  private let lanes: [NIOLoopBound<LoadLane>]
  private let loops: [any EventLoop]

  /// Spreads the plan's sessions over the threads of `group`.
  init(_ plan: LoadPlan, on group: MultiThreadedEventLoopGroup) async throws {
    let loops = Array(group.makeIterator())
    var lanes: [NIOLoopBound<LoadLane>] = []
    for (index, loop) in loops.enumerated() {
      let share = plan.sessions / loops.count + (index < plan.sessions % loops.count ? 1 : 0)
      lanes.append(
        try await loop.submit { NIOLoopBound(LoadLane(plan, sessions: share, on: loop), eventLoop: loop) }.get())
    }
    self.lanes = lanes
    self.loops = loops
  }

  /// Returns when each session is open or has failed.
  func open() async throws {
    try await onEach { $0.open() }
  }

  func work() async throws {
    try await onEach { $0.eventLoop.makeSucceededFuture($0.work()) }
  }

  func beginWindow() async throws {
    try await onEach { $0.eventLoop.makeSucceededFuture($0.windowBegan()) }
  }

  func state() async throws -> State {
    var sum = State()
    for (lane, loop) in zip(lanes, loops) {
      let (open, tally, window, problem) = try await loop.submit {
        (lane.value.openSessions, lane.value.tally, lane.value.windowLength, lane.value.firstProblem)
      }.get()
      sum.openSessions += open
      sum.tally.add(tally)
      sum.window = max(sum.window, window)
      sum.problem = sum.problem ?? problem
    }
    return sum
  }

  /// Asks all sessions to close; those that do not in time are left to themselves.
  func stop(within time: TimeAmount) async {
    await withTaskGroup { group in
      group.addTask { try? await onEach { $0.stop() } }
      group.addTask { try? await Task.sleep(nanoseconds: UInt64(time.nanoseconds)) }
      await group.next()
      group.cancelAll()
    }
  }

  private func onEach(_ step: @escaping @Sendable (LoadLane) -> EventLoopFuture<Void>) async throws {
    let steps = zip(lanes, loops).map { lane, loop in loop.flatSubmit { step(lane.value) } }
    for step in steps { try await step.get() }
  }
}
