internal import Conversation
internal import NIOCore
internal import WebSocket

/// The connections that wait for calls to one deployment on one event loop: does what `WarmPool` says.
final class WarmLine {
  private let deployment: ModelDeployment
  private let site: WarmSite
  private let eventLoop: any EventLoop
  private var pool: WarmPool
  private var dialling: [Int: any DialAttempt] = [:]
  private var waiting: [Int: WebSocketHandler] = [:]
  private var timer: Scheduled<Void>?
  /// As the ledger knows it.
  private var isFailing = false

  init(_ deployment: ModelDeployment, size: Int, site: WarmSite, on eventLoop: any EventLoop) {
    self.deployment = deployment
    self.site = site
    self.eventLoop = eventLoop
    pool = WarmPool(size: size, maxAge: site.maxAge)
  }

  func begin() { settle() }

  /// Nil: none is open.
  func take(for delegate: any WebSocketDelegate) -> WebSocketHandler? {
    while let number = pool.taken() {
      guard let socket = waiting.removeValue(forKey: number) else { continue }
      site.ledger.left()
      // The call's own setup goes first.
      let bound = NIOLoopBound(self, eventLoop: eventLoop)
      eventLoop.execute { bound.value.settle() }
      guard socket.isOpen else { continue }
      socket.attach(delegate)
      return socket
    }
    return nil
  }

  func end() {
    timer?.cancel()
    for number in pool.over() { drop(number) }
    for attempt in dialling.values { attempt.cancel() }
    dialling = [:]
    if isFailing { site.ledger.gaveUp(deployment) }
    isFailing = false
  }

  func ended(_ number: Int, _ reason: String) {
    guard pool.ended(number, chance: .random(in: 0...1), at: now) else { return }
    if waiting.removeValue(forKey: number) != nil { site.ledger.left() }
    settle("waiting, it ended: \(reason)")
  }

  /// What was said was meant for nobody; a call could take it for its own.
  func spoke(_ number: Int) {
    guard pool.ended(number, chance: .random(in: 0...1), at: now) else { return }
    drop(number)
    settle("waiting, it said something")
  }

  // MARK: Doing it

  private var now: Int { Int(NIODeadline.now().uptimeNanoseconds / 1_000_000) }

  /// - Parameter reason: what went wrong, if anything did.
  private func settle(_ reason: String = "") {
    var reason = reason
    for step in pool.due(at: now, cooling: site.loads.coolingEnd(of: deployment)) {
      switch step {
      case .drop(let number): drop(number)
      case .dial(let number): if let fault = dial(number) { reason = fault.message }
      }
    }
    report(reason)
    timer?.cancel()
    guard let deadline = pool.deadline(cooling: site.loads.coolingEnd(of: deployment)) else { return }
    let bound = NIOLoopBound(self, eventLoop: eventLoop)
    timer = eventLoop.scheduleTask(in: .milliseconds(Int64(max(1, deadline - now)))) { bound.value.settle() }
  }

  private func report(_ reason: String) {
    guard pool.isFailing != isFailing else { return }
    isFailing = pool.isFailing
    if isFailing { site.ledger.failed(deployment, reason) } else { site.ledger.recovered(deployment) }
  }

  /// Returns why it cannot be dialled.
  private func dial(_ number: Int) -> Fault? {
    do throws(Fault) {
      let dialler = try site.makeDialler(deployment)
      let listener = WarmSocket(number, of: self)
      dialling[number] = dialler.attempt(on: eventLoop, delegate: listener, mayTake: false) { [weak self] result in
        if let self { dialled(number, result) } else if case .success(let socket) = result { socket.abort() }
      }
      return nil
    } catch {
      pool.failed(number, chance: .random(in: 0...1), at: now)
      return error
    }
  }

  private func dialled(_ number: Int, _ result: Result<WebSocketHandler, DialFailure>) {
    dialling[number] = nil
    switch result {
    case .success(let socket):
      guard pool.opened(number, chance: .random(in: 0...1), at: now) else { return socket.abort() }
      waiting[number] = socket
      site.ledger.came()
      settle()
    case .failure(let error):
      pool.failed(number, chance: .random(in: 0...1), at: now)
      settle(error.detail)
    }
  }

  private func drop(_ number: Int) {
    guard let socket = waiting.removeValue(forKey: number) else { return }
    site.ledger.left()
    socket.close(.normal)
  }
}
