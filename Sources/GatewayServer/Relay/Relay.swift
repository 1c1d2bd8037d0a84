internal import Conversation
internal import Logging
internal import NIOCore
internal import WebSocket

/// One call. It owns both sockets, which live on one event loop with it, and is the only mutable thing of the
/// call: the `Bridge` decides, the relay does, and everything of one reaction is done before it looks at the
/// next message. So the order on the wires is the order the machine chose.
final class Relay {
  let eventLoop: any EventLoop
  /// The client's side.
  var attendance = Attendance.away
  let deployments: CallDeployments
  let log: CallLog
  let limits: RelayLimits
  let clock: CallClock
  var bridge: Bridge

  var upstream: WebSocketHandler?
  /// The delegate of the connection in use; what an older one still says is not heard.
  var upstreamSocket: RelaySocket?
  var dialling: UpstreamDial?
  /// The present connection has not come into use yet.
  var isProving = false
  var asides: [AsideID: AsideConnection] = [:]
  /// Sides whose queue is over its bound; the session knows.
  var isClientFull = false
  var isUpstreamFull = false

  /// Nil: the call is not written down.
  var capture: CallCapture?
  /// The timer is looked at when the last message of a read is done, in `readEnded`.
  private var isReading = false
  private let scratch: AudioScratch
  private var timer: Scheduled<Void>?
  private var timerAt = Int.max

  /// Nil: the client cannot come back.
  var entry: ReattachEntry?

  init(
    bridge: Bridge, on eventLoop: any EventLoop, deployments: CallDeployments, log: CallLog, limits: RelayLimits,
    clock: CallClock
  ) {
    self.bridge = bridge
    self.deployments = deployments
    self.log = log
    self.limits = limits
    self.clock = clock
    self.eventLoop = eventLoop
    scratch = AudioScratch.local.value(on: eventLoop)
  }

  /// Dials, and greets the client where its contract says so.
  func begin() {
    bridge.served(by: deployments.served(by: deployments.own.deployment))
    step { $0.begin(at: self.clock.now) }
  }

  // MARK: What happens

  func received(_ message: ByteBuffer, from side: Side) {
    isReading = true
    let now = clock.now
    if capture != nil {
      capture?.tune(bridge.session.effective)
      capture?.received(message, from: side, atMs: now.ms)
    }
    let span = message.readableBytesSpan
    let reaction: Reaction
    switch side {
    case .client:
      bridge.exchangeScratch(&scratch.samples)
      reaction = bridge.receiveFromClient(span, at: now)
      bridge.exchangeScratch(&scratch.samples)
    case .upstream: reaction = bridge.receiveFromUpstream(span, at: now)
    case .aside(let id): reaction = bridge.receive(span, fromAside: id, at: now)
    }
    perform(reaction, message: message)
    if isProving, bridge.isUpstreamReady {
      isProving = false
      deployments.served()
    }
  }

  /// No more messages come for now.
  func readEnded() {
    guard isReading else { return }
    isReading = false
    setTimer()
  }

  func writabilityChanged(of side: Side, isWritable: Bool) {
    switch side {
    case .client where isClientFull && isWritable: isClientFull = false
    case .upstream where isUpstreamFull && isWritable: isUpstreamFull = false
    case .client, .upstream, .aside: return
    }
    step { $0.writabilityChanged(of: side, isWritable: true, at: self.clock.now) }
  }

  func draining() {
    captured(.draining)
    step { $0.gatewayDraining(at: self.clock.now) }
  }

  /// The time to drain is over.
  func cutOff() { step { $0.gatewayCutOff(at: self.clock.now) } }

  /// The client is told why before its socket is closed: a message over the limit is its most likely mistake.
  func clientBrokeRule(_ code: CloseCode, reason: String) {
    let fault =
      code == .messageTooBig
      ? Fault(
        .invalidRequest, code: "message_too_large",
        "A message may hold \(limits.clientMessageBytes) bytes at most. Send audio in smaller appends.")
      : Fault(.invalidRequest, code: "invalid_event", "The WebSocket protocol was broken: \(reason).")
    step { $0.gatewayClosing(fault, code: code.rawValue, at: self.clock.now) }
  }

  func upstreamClosed(_ report: CloseReport, socket: RelaySocket) {
    guard socket === upstreamSocket else { return }
    upstream = nil
    upstreamSocket = nil
    log.upstreamClosed(report)
    let end = report.end
    captured(.upstreamClosed(code: end.code, reason: end.reason))
    let hasOther = deployments.hasOther(canServe: canServe)
    step { $0.upstreamClosed(code: end.code, reason: end.reason, hasOther: hasOther, at: self.clock.now) }
  }

  func captured(_ event: CaptureEvent) {
    if capture != nil { capture?.happened(event, atMs: clock.now.ms) }
  }

  // MARK: Doing it

  func step(_ change: (inout Bridge) -> Reaction) { perform(change(&bridge), message: ByteBuffer()) }

  private func perform(_ reaction: Reaction, message: ByteBuffer) {
    switch reaction {
    case .nothing: break
    case .relay(let side, let splice): relay(splice, of: message, to: side)
    case .perform(let effects): for effect in effects { perform(effect, message: message) }
    }
    if !isReading { setTimer() }
    finishIfOver()
  }

  func stopTimer() { timer?.cancel() }

  /// One timer for all deadlines of the call. It is left running when the next deadline is later: then it looks again.
  private func setTimer() {
    let due = bridge.deadline
    guard due < timerAt else { return }
    timer?.cancel()
    timerAt = due
    let relay = NIOLoopBound(self, eventLoop: eventLoop)
    timer = eventLoop.scheduleTask(deadline: clock.deadline(at: due)) { relay.value.timerFired() }
  }

  private func timerFired() {
    timerAt = .max
    let now = clock.now
    if now.ms >= bridge.deadline { step { $0.timePassed(to: now) } } else { setTimer() }
  }
}
