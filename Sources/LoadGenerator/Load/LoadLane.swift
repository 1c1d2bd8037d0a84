internal import NIOCore
internal import WebSocket

/// The sessions of one thread, what they share, and what they did. Belongs to its event loop.
///
/// opening ─► working ─► stopping: one promise each for the end of the first and of the last.
final class LoadLane {
  let plan: LoadPlan
  let eventLoop: any EventLoop
  var tally = LoadTally()
  var frame: StampedFrame
  private(set) var isWorking = false
  private(set) var isStopping = false
  /// Why the first session that failed did so.
  private(set) var firstProblem: LoadProblem?

  private var window = NIODeadline.now()
  private var sessions: [LoadSession] = []
  private var waiting: ArraySlice<LoadSession> = []
  private var opening: EventLoopPromise<Void>?
  private var stopping: EventLoopPromise<Void>?
  /// Says when a session falls due.
  private var pacer: LoadPacer?
  /// Says when the next session comes.
  private var ramp: LoadPacer?

  /// - Parameter count: how many of the plan's sessions are on this thread.
  init(_ plan: LoadPlan, sessions count: Int, on eventLoop: any EventLoop) {
    self.plan = plan
    self.eventLoop = eventLoop
    frame = StampedFrame(milliseconds: plan.frameMs, rate: plan.audioRate)
    sessions = (0..<count).map { _ in LoadSession(self) }
  }

  /// Opens all sessions; the future is kept when each has said `session.created` or failed.
  func open() -> EventLoopFuture<Void> {
    let promise = eventLoop.makePromise(of: Void.self)
    opening = promise
    waiting = sessions[...]
    for _ in 0..<max(1, plan.dialsAtOnce / plan.threads) { openNext() }
    openingProgressed()
    return promise.futureResult
  }

  /// Begins the load on the sessions that are open.
  func work() {
    isWorking = true
    if let time = plan.ramp { beginRamp(over: time) }
    let able = plan.mode == .connects || plan.ramp != nil ? sessions : sessions.filter(\.isReady)
    guard let period = period(of: able.count) else {
      for session in able where session.isReady || plan.mode == .connects { session.workBegan() }
      return
    }
    let pacer = LoadPacer(
      period: period, slot: slot, on: eventLoop,
      due: { number, lateness in
        self.tally.lateness.add(lateness)
        if !able[number % able.count].fellDue() { self.tally.skipped += 1 }
      })
    self.pacer = pacer
    pacer.start()
  }

  private func beginRamp(over time: TimeAmount) {
    waiting = sessions[...]
    let ramp = LoadPacer(
      period: .nanoseconds(time.nanoseconds / Int64(max(1, sessions.count))), slot: nil, on: eventLoop,
      due: { _, _ in self.openNext() })
    self.ramp = ramp
    ramp.start()
  }

  func windowBegan() {
    window = .now()
    tally.windowBegan(keepingConnections: plan.mode != .connects)
  }

  /// Since the window began.
  var windowLength: TimeAmount { .now() - window }

  var openSessions: Int { sessions.count(where: \.isReady) }

  /// Ends the load and closes every session; the future is kept when all are gone.
  func stop() -> EventLoopFuture<Void> {
    isStopping = true
    isWorking = false
    pacer?.stop()
    pacer = nil
    ramp?.stop()
    ramp = nil
    waiting = []
    let promise = eventLoop.makePromise(of: Void.self)
    stopping = promise
    for session in sessions { session.stop() }
    stoppingProgressed()
    return promise.futureResult
  }

  // MARK: Told by sessions

  func sessionOpened(_ session: LoadSession) {
    if isWorking, plan.rate == nil { session.workBegan() }
    dialEnded()
  }

  func sessionFailed(_ problem: LoadProblem, _ reason: String) {
    guard !isStopping else { return }
    firstProblem = firstProblem ?? problem
    tally.failed(reason)
    dialEnded()
  }

  func sessionEnded() { stoppingProgressed() }

  private func dialEnded() {
    if plan.ramp == nil { openNext() }
    openingProgressed()
  }

  private func openNext() { waiting.popFirst()?.dial() }

  private func openingProgressed() {
    guard let opening, waiting.isEmpty, !sessions.contains(where: \.isDialling) else { return }
    self.opening = nil
    opening.succeed()
  }

  private func stoppingProgressed() {
    guard let stopping, sessions.allSatisfy(\.isGone) else { return }
    self.stopping = nil
    sessions = []
    stopping.succeed()
  }

  /// Time from one thing that falls due on this thread to the next; nil: whatever is over begins anew.
  private func period(of count: Int) -> TimeAmount? {
    guard count > 0 else { return nil }
    switch plan.mode {
    case .paced(let intervalMs, _): return .nanoseconds(Int64(intervalMs) * 1_000_000 / Int64(count))
    case .turns, .connects:
      return plan.rate.map { .nanoseconds(Int64(1e9 * Double(plan.sessions) / Double(count) / $0)) }
    case .saturated, .idle: return nil
    }
  }

  private var slot: TimeAmount? {
    switch plan.mode {
    case .paced(_, let slotMs): slotMs.map { .milliseconds(Int64($0)) }
    case .saturated, .turns, .connects, .idle: nil
    }
  }
}
