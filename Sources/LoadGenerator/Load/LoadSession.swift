internal import ByteJSON
internal import NIOCore
internal import WebSocket

/// One client of the server under load. Belongs to the event loop of its lane.
///
///     none ─► dialling ─► greeting ─► ready ─► closing ─► gone      (`connects` begins again)
final class LoadSession {
  enum Phase {
    case none
    case dialling
    /// Connected; `session.created` has not come.
    case greeting
    case ready
    case closing
    case gone
  }

  /// Kept while a socket or a timer could still tell something; a lane that has stopped lets its sessions go.
  let lane: LoadLane
  private(set) var phase = Phase.none
  private(set) var socket: WebSocketHandler?
  private var attempt: ConnectAttempt?
  private var dialled = NIODeadline.now()
  private var deadline: Scheduled<Void>?
  /// When the running turn began, and whether something of its answer has come.
  private var turnBegan: NIODeadline?
  private var hasDelta = false
  private var lastError: String?
  /// The last dial came to nothing.
  private var hasFailed = false

  init(_ lane: LoadLane) { self.lane = lane }

  var isDialling: Bool {
    switch phase {
    case .dialling, .greeting: true
    case .none, .ready, .closing, .gone: false
    }
  }

  var isReady: Bool { phase == .ready }

  /// Nothing of it is open any more.
  var isGone: Bool {
    switch phase {
    case .none, .gone: true
    case .dialling, .greeting, .ready, .closing: false
    }
  }

  // MARK: Coming and going

  func dial() {
    phase = .dialling
    hasFailed = false
    dialled = .now()
    let target = lane.plan.target
    deadline = lane.eventLoop.assumeIsolated().scheduleTask(in: lane.plan.patience) { [self] in createdIsOverdue() }
    var connector = target.connector
    connector.timeout = lane.plan.patience
    attempt = connector.connect(target.request, on: lane.eventLoop, delegate: self) { [self] in
      dialEnded($0)
    }
  }

  func stop() {
    deadline?.cancel()
    switch phase {
    case .none, .gone, .closing: break
    case .dialling: attempt?.cancel()
    case .greeting, .ready: close()
    }
  }

  private func close() {
    phase = .closing
    socket?.close(.normal)
  }

  private func dialEnded(_ result: Result<WebSocketHandler, WebSocketConnectError>) {
    attempt = nil
    switch result {
    case .failure(let error):
      deadline?.cancel()
      phase = .gone
      hasFailed = true
      lane.sessionFailed(.notConnected(error), "\(error)")
      ended()
    case .success(let socket):
      self.socket = socket
      phase = .greeting
      if lane.isStopping { close() }
    }
  }

  private func createdIsOverdue() {
    guard phase == .greeting else { return }
    let seconds = lane.plan.patience.nanoseconds / 1_000_000_000
    close()
    lane.sessionFailed(.noSession(seconds: seconds), "no session.created")
  }

  private func created(at now: NIODeadline) {
    deadline?.cancel()
    phase = .ready
    lane.tally.opened += 1
    lane.tally.connect.add(UInt64((now - dialled).nanoseconds))
    if lane.plan.mode == .connects { return close() }
    if let event = lane.plan.firstEvent { socket?.send(text: event) }
    lane.sessionOpened(self)
  }

  private func ended() {
    lane.sessionEnded()
    guard lane.plan.mode == .connects, lane.isWorking, lane.plan.rate == nil else { return }
    // Not at once: a server that refuses should not be asked as fast as the machine can.
    let pause = TimeAmount.milliseconds(hasFailed ? 100 : 0)
    lane.eventLoop.assumeIsolated().scheduleTask(in: pause) { [self] in if lane.isWorking { dial() } }
  }

  // MARK: Work

  /// The load begins, without a clock.
  func workBegan() {
    switch lane.plan.mode {
    case .saturated(let framesInFlight): for _ in 0..<framesInFlight { sendFrame() }
    case .turns: beginTurn()
    case .connects: dial()
    case .paced, .idle: break
    }
  }

  /// It is this session's turn; false if it is busy. One that has not come, or has gone, has no turn.
  func fellDue() -> Bool {
    switch lane.plan.mode {
    case .paced:
      guard isReady else { return true }
      guard socket?.isWritable == true else { return false }
      sendFrame()
    case .turns:
      guard isReady else { return true }
      guard turnBegan == nil else { return false }
      beginTurn()
    case .connects:
      guard isGone else { return false }
      dial()
    case .saturated, .idle: break
    }
    return true
  }

  private func sendFrame() {
    lane.frame.stamp(NIODeadline.now().uptimeNanoseconds)
    socket?.send(text: lane.frame.message)
    lane.tally.framesSent += 1
  }

  private func beginTurn() {
    turnBegan = .now()
    hasDelta = false
    socket?.send(text: WrittenTurn.item)
    socket?.send(text: WrittenTurn.create)
  }

  // MARK: Answers

  private func received(_ message: ByteBuffer) {
    let isAudio = message.withUnsafeReadableBytes { bytes in
      guard let payload = PayloadFinder.payload(in: bytes, atLeast: lane.frame.characters) else { return false }
      return framesReturned(in: bytes, payload)
    }
    guard !isAudio, let event = try? JSONNode.parse(message.readableBytesSpan) else { return }
    eventReceived(event)
  }

  /// A server may put several frames into one delta. False: it is no audio of ours.
  private func framesReturned(in bytes: UnsafeRawBufferPointer, _ payload: Range<Int>) -> Bool {
    guard let first = lane.frame.time(in: bytes, at: payload.lowerBound) else { return false }
    let now = NIODeadline.now().uptimeNanoseconds
    var sent: UInt64? = first
    var offset = payload.lowerBound
    while let time = sent {
      lane.tally.roundTrips.add(now > time ? now - time : 0)
      if lane.isWorking, case .saturated = lane.plan.mode { sendFrame() }
      offset += lane.frame.characters
      sent = offset < payload.upperBound ? lane.frame.time(in: bytes, at: offset) : nil
    }
    return true
  }

  private func eventReceived(_ event: JSONNode) {
    guard let type = event["type"]?.string else { return }
    let now = NIODeadline.now()
    switch (phase, type) {
    case (.greeting, "session.created"): created(at: now)
    case (_, "error"): errorReceived(event["error"]?["message"]?.string ?? "an error without a message")
    case (.ready, "response.done"): turnDone(at: now)
    case (.ready, _) where type.hasSuffix(".delta"): deltaReceived(at: now)
    default: break
    }
  }

  private func errorReceived(_ text: String) {
    lastError = text
    lane.tally.lastError = text
    lane.tally.failed("error: " + text.prefix(200))
  }

  private func deltaReceived(at now: NIODeadline) {
    guard let turnBegan, !hasDelta else { return }
    hasDelta = true
    lane.tally.firstDeltas.add(UInt64((now - turnBegan).nanoseconds))
  }

  private func turnDone(at now: NIODeadline) {
    guard let turnBegan else { return }
    lane.tally.turns.add(UInt64((now - turnBegan).nanoseconds))
    self.turnBegan = nil
    if lane.isWorking, lane.plan.rate == nil { beginTurn() }
  }
}

extension LoadSession: WebSocketDelegate {
  func webSocketReceived(text: ByteBuffer) { received(text) }

  func webSocketReceived(binary: ByteBuffer) { received(binary) }

  func webSocketWritabilityChanged(_ isWritable: Bool) {}

  func webSocketShouldQuiesce() { stop() }

  func webSocketClosed(_ report: CloseReport) {
    let wasClosing = phase == .closing
    deadline?.cancel()
    socket = nil
    turnBegan = nil
    phase = .gone
    if !wasClosing { lane.sessionFailed(.ended(report, error: lastError), "\(report)") }
    ended()
  }
}
