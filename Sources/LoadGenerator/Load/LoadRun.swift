internal import NIOCore
internal import NIOPosix

/// Carries out a plan: opens the sessions, lets them work, measures a window, closes them.
package struct LoadRun: Sendable {
  private static let step = TimeAmount.milliseconds(200)
  /// For sessions to close.
  private static let farewell = TimeAmount.seconds(3)

  package let plan: LoadPlan
  private let progress: @Sendable (LoadProgress) -> Void

  /// - Parameter progress: Called several times a second.
  package init(_ plan: LoadPlan, progress: @escaping @Sendable (LoadProgress) -> Void = { _ in }) {
    self.plan = plan
    self.progress = progress
  }

  /// - Throws: `LoadProblem` if there is nothing to report.
  package func run() async throws -> LoadReport {
    let group = MultiThreadedEventLoopGroup(numberOfThreads: plan.threads)
    do {
      let report = try await run(on: group)
      try await group.shutdownGracefully()
      return report
    } catch {
      try? await group.shutdownGracefully()
      throw error
    }
  }

  private func run(on group: MultiThreadedEventLoopGroup) async throws -> LoadReport {
    var echo: EchoUpstream?
    if let port = plan.echoPort {
      echo = try await EchoUpstream.bind(port: port, echoEvery: plan.echoEvery, tls: plan.echoTLS, on: group)
    }
    let crew = try await LoadCrew(plan, on: group)
    let meters = try Meters(plan)
    do {
      let report = try await measure(crew, meters)
      await leave(crew, echo)
      return report
    } catch {
      await leave(crew, echo)
      throw error
    }
  }

  private func measure(_ crew: LoadCrew, _ meters: Meters) async throws -> LoadReport {
    if plan.mode != .connects, plan.ramp == nil { try await open(crew) }
    try await crew.work()
    try await watch(.warmingUp, plan.warmUp, crew)
    try await crew.beginWindow()
    let before = try meters.read()
    try await watch(.measuring, plan.duration, crew)
    let after = try meters.read()
    let state = try await crew.state()
    try judge(state, elapsed: plan.warmUp + plan.duration)
    return LoadReport(
      mode: plan.mode, sessions: plan.sessions, openSessions: state.openSessions,
      seconds: Double(state.window.nanoseconds) / 1e9, echoEvery: plan.echoEvery,
      tally: state.tally, watched: meters.usage(\.watched, before, after), own: meters.usage(\.own, before, after))
  }

  /// Those that fail are counted; all of them is a problem.
  private func open(_ crew: LoadCrew) async throws {
    try await withThrowingTaskGroup { group in
      group.addTask { try await crew.open() }
      group.addTask {
        while !Task.isCancelled {
          let state = try await crew.state()
          progress(progressed(.opening, Double(state.openSessions) / Double(max(1, plan.sessions)), state))
          try? await Task.sleep(nanoseconds: UInt64(Self.step.nanoseconds))
        }
      }
      try await group.next()
      group.cancelAll()
      try await group.waitForAll()
    }
    let state = try await crew.state()
    if state.openSessions == 0, let problem = state.problem { throw problem }
  }

  /// Lets time pass, tells how it goes, and gives up early if nothing can come of it.
  private func watch(_ stage: LoadProgress.Stage, _ duration: TimeAmount, _ crew: LoadCrew) async throws {
    let began = NIODeadline.now()
    let end = began + duration
    while NIODeadline.now() < end {
      try await Task.sleep(nanoseconds: UInt64(max(0, min(Self.step, end - NIODeadline.now()).nanoseconds)))
      let state = try await crew.state()
      let elapsed = NIODeadline.now() - began
      progress(progressed(stage, min(1, Double(elapsed.nanoseconds) / Double(duration.nanoseconds)), state))
      let nobodyIsLeft = state.openSessions == 0 && plan.ramp == nil
      if nobodyIsLeft || elapsed > plan.patience { try judge(state, elapsed: elapsed) }
    }
  }

  /// Whether there is something to report.
  private func judge(_ state: LoadCrew.State, elapsed: TimeAmount) throws {
    let isAlive = plan.mode == .connects ? state.tally.opened > 0 : state.openSessions > 0
    if !isAlive, let problem = state.problem { throw problem }
    guard state.tally.work(in: plan.mode).count == 0 else { return }
    let seconds = elapsed.nanoseconds / 1_000_000_000
    switch plan.mode {
    case .saturated: throw LoadProblem.noEcho(seconds: seconds)
    case .turns: throw LoadProblem.noAnswer(seconds: seconds, error: state.tally.lastError)
    // Audio that does not come back is a load all the same; the report says so.
    case .paced, .connects, .idle: break
    }
  }

  private func progressed(_ stage: LoadProgress.Stage, _ fraction: Double, _ state: LoadCrew.State) -> LoadProgress {
    LoadProgress(
      stage: stage, fraction: fraction, sessions: plan.sessions, openSessions: state.openSessions, tally: state.tally)
  }

  private func leave(_ crew: LoadCrew, _ echo: EchoUpstream?) async {
    await crew.stop(within: Self.farewell)
    await echo?.close()
  }
}
