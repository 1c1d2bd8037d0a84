internal import Conversation
internal import NIOCore
internal import WebSocket

/// One dial of a call: at its deployment, or one after the other at all that may serve it, until a socket is open. A
/// person waits, so the next one is tried as soon as one fails, and beside one that takes long; only then the first again.
final class UpstreamDial {
  enum Outcome {
    case open(OpenedWay)
    case failed(DialFailure, at: ModelDeployment?)
  }

  /// One attempt in progress.
  private struct Try {
    let number: Int
    let way: UpstreamWay
    /// A place at another deployment than the call's own, given back if nothing comes of it.
    let seat: DeploymentSeat?
    var pause: Scheduled<Void>?
    var attempt: (any DialAttempt)?
  }

  private let deployments: CallDeployments
  private let plan: DialPlan
  private let eventLoop: any EventLoop
  private let delegate: any WebSocketDelegate
  private var completion: ((Outcome) -> Void)?
  private var tries: [Try] = []
  private var tried: Set<String> = []
  /// Ways that failed and may be tried again, the first first.
  private var again: [(way: UpstreamWay, seat: DeploymentSeat?)] = []
  private var attempts = 0
  private var failure: (DialFailure, ModelDeployment)?
  private var patience: Scheduled<Void>?

  /// `completion` is called once on `eventLoop`, and not before this returns, unless the dial is cancelled before.
  init(
    _ deployments: CallDeployments, _ plan: DialPlan, on eventLoop: any EventLoop, delegate: any WebSocketDelegate,
    completion: @escaping (Outcome) -> Void
  ) {
    self.deployments = deployments
    self.plan = plan
    self.eventLoop = eventLoop
    self.delegate = delegate
    self.completion = completion
    if !tryNext() {
      let bound = NIOLoopBound(self, eventLoop: eventLoop)
      eventLoop.execute { bound.value.finish(.failed(.nowhere, at: nil)) }
    }
  }

  func cancel() {
    completion = nil
    stop()
  }

  private func finish(_ outcome: Outcome) {
    let completion = completion
    self.completion = nil
    stop()
    completion?(outcome)
  }

  private func stop() {
    patience?.cancel()
    for each in tries {
      each.pause?.cancel()
      each.attempt?.cancel()
      each.seat?.left()
    }
    for each in again { each.seat?.left() }
    tries = []
    again = []
  }

  // MARK: Attempts

  /// Begins an attempt at a deployment that has had none. False: there is none.
  private func tryNext() -> Bool {
    guard let (way, seat) = deployments.next(plan, excluding: tried) else { return false }
    tried.insert(way.deployment.id)
    deployments.terms.retries.attempted()
    begin(way, seat, after: attempts > 0 || plan.isPaced ? deployments.pace(way.deployment) : .zero)
    return true
  }

  /// Begins another attempt at one that failed. False: there is none, or it is enough.
  private func tryAgain() -> Bool {
    guard attempts < deployments.terms.attempts, !again.isEmpty else { return false }
    guard deployments.terms.retries.takeRetry(at: eventLoop.now) else {
      deployments.log.retriesSpent()
      return false
    }
    let next = again.removeFirst()
    begin(next.way, next.seat, after: .milliseconds(250 * Int64(attempts)))
    return true
  }

  private func begin(_ way: UpstreamWay, _ seat: DeploymentSeat?, after pause: TimeAmount) {
    attempts += 1
    let number = attempts
    tries.append(Try(number: number, way: way, seat: seat))
    let bound = NIOLoopBound(self, eventLoop: eventLoop)
    if pause > .zero {
      tries[tries.count - 1].pause = eventLoop.scheduleTask(in: pause) { bound.value.start(number) }
    } else {
      start(number)
    }
    patience?.cancel()
    patience = eventLoop.scheduleTask(in: pause + deployments.terms.patience) {
      _ = bound.value.tryNext()
    }
  }

  private func start(_ number: Int) {
    guard completion != nil, let place = tries.firstIndex(where: { $0.number == number }) else { return }
    let dialler = tries[place].way.dialler
    tries[place].attempt = dialler.attempt(
      on: eventLoop, delegate: delegate, mayTake: plan.mayTakePrewarmed
    ) { [self] result in
      switch result {
      case .success(let socket): opened(number, socket)
      case .failure(let error): failed(number, error)
      }
    }
  }

  private func opened(_ number: Int, _ socket: WebSocketHandler) {
    guard let place = tries.firstIndex(where: { $0.number == number }) else { return socket.abort() }
    let won = tries.remove(at: place)
    // Who began before and is not there yet is slow, or does not answer at all.
    let slow = tries.first { $0.number < number && $0.attempt != nil }?.way.deployment
    if let slow {
      deployments.failed(slow)
      deployments.log.dialSlow(at: slow)
    }
    let trouble = failure?.0.detail ?? (slow == nil ? nil : "it did not answer in time")
    finish(
      .open(
        OpenedWay(
          socket: socket, way: won.way, from: plan.own.deployment, seat: won.seat, attempts: attempts,
          isPrewarmed: won.attempt?.isPrewarmed ?? false, trouble: trouble)))
  }

  private func failed(_ number: Int, _ error: DialFailure) {
    guard let place = tries.firstIndex(where: { $0.number == number }) else { return }
    let lost = tries.remove(at: place)
    deployments.failed(lost.way.deployment)
    deployments.log.dialFailed(attempt: number, at: lost.way.deployment, error.detail)
    let best = error.orBetter(failure?.0)
    if failure == nil || best.closure != failure?.0.closure { failure = (best, lost.way.deployment) }
    if error.mayPass { again.append((lost.way, lost.seat)) } else { lost.seat?.left() }
    if tryNext() || !tries.isEmpty || tryAgain() { return }
    guard let (failure, deployment) = failure else { return }
    finish(.failed(failure, at: deployment))
  }
}
