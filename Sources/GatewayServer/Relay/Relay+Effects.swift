internal import Conversation
internal import NIOCore
internal import WebSocket

/// The one place where what the session wants becomes something that happens.
extension Relay {
  func perform(_ effect: Effect, message: ByteBuffer) {
    switch effect {
    case .send(let side, let text): send(text, to: side)
    case .relay(let side, let splice): relay(splice, of: message, to: side)
    case .dialUpstream(let destination): dial(to: destination)
    case .closeUpstream: closeUpstream()
    case .dialAside(let id): dialAside(id)
    case .closeAside(let id): closeAside(id)
    case .closeClient(let code, let reason):
      log.ending(reason, outcome: SessionOutcome(closeCode: code))
      captured(.clientLeft(code: code, reason: reason))
      socket(.client)?.close(CloseCode(code), reason: reason)
    case .resetClient: socket(.client)?.abort()
    case .pauseReading(let side): for socket in sockets(behind: side) { socket.pauseReading() }
    case .resumeReading(let side): resumeReading(side)
    case .log(let line): log.write(line)
    }
  }

  func relay(_ splice: Splice, of message: ByteBuffer, to side: Side) {
    guard let socket = socket(side) else { return }
    socket.send(head: splice.head, splice.payload, of: message, tail: splice.tail)
    if capture != nil { capture?.sent(splice, of: message, to: side, atMs: clock.now.ms) }
    watchQueue(of: side, socket)
  }

  func send(_ text: [UInt8], to side: Side) {
    guard let socket = socket(side) else { return }
    socket.send(text: text)
    if capture != nil { capture?.sent(text, to: side, atMs: clock.now.ms) }
    watchQueue(of: side, socket)
  }

  func socket(_ side: Side) -> (any CallSocket)? {
    switch side {
    case .client: if case .here(let socket, _) = attendance { socket } else { nil }
    case .upstream: upstream
    case .aside(let id): asides[id]?.socket
    }
  }

  /// In the next tick: what waits is delivered at once, and must not overtake the effects that are still to be done.
  private func resumeReading(_ side: Side) {
    let relay = NIOLoopBound(self, eventLoop: eventLoop)
    eventLoop.execute { for socket in relay.value.sockets(behind: side) { socket.resumeReading() } }
  }

  /// All that the other side hears: the model speaks to the client on the asides' connections, too.
  private func sockets(behind side: Side) -> [any CallSocket] {
    let asides: [any CallSocket] = side == .upstream ? asides.values.compactMap(\.socket) : []
    return (socket(side).map { [$0] } ?? []) + asides
  }

  /// Tells the session once when a queue grows over its bound; asks for its length only while the socket is behind.
  private func watchQueue(of side: Side, _ socket: any CallSocket) {
    guard !socket.isWritable, socket.bytesQueued > limits.queueBytes else { return }
    switch side {
    case .client where !isClientFull: isClientFull = true
    case .upstream where !isUpstreamFull: isUpstreamFull = true
    case .client, .upstream, .aside: return
    }
    // Not in the middle of a reaction: its effects are all done before the next step.
    let relay = NIOLoopBound(self, eventLoop: eventLoop)
    eventLoop.execute {
      relay.value.step { $0.writabilityChanged(of: side, isWritable: false, at: relay.value.clock.now) }
    }
  }

  // MARK: The upstream connection

  private func dial(to destination: Destination) {
    captured(.dialled(destination))
    let socket = RelaySocket(.upstream, of: self)
    upstreamSocket = socket
    dialling = deployments.dial(to: destination, on: eventLoop, delegate: socket, canServe: canServe) { [self] in
      dialled($0, socket: socket)
    }
  }

  /// Whether the call could go on in a dialect.
  var canServe: (any UpstreamDialect) -> Bool {
    { [self] dialect in bridge.canMove(to: dialect) }
  }

  private func dialled(_ outcome: UpstreamDial.Outcome, socket: RelaySocket) {
    guard socket === upstreamSocket else {
      if case .open(let opened) = outcome {
        opened.seat?.left()
        opened.socket.abort()
      }
      return
    }
    dialling = nil
    switch outcome {
    case .open(let opened): opens(opened)
    case .failed(let failure, let deployment):
      if let answer = failure.answer, deployment?.id == deployments.own.deployment.id {
        log.upstreamRefused(status: answer.status)
        captured(.upstreamRefused(status: answer.status, body: answer.body))
        step { $0.upstreamRefused(status: answer.status, body: answer.body, at: self.clock.now) }
      } else {
        log.upstreamUnreachable(failure.detail)
        step { $0.upstreamUnreachable(failure.closure, at: self.clock.now) }
      }
    }
  }

  private func opens(_ opened: OpenedWay) {
    upstream = opened.socket
    isProving = true
    deployments.settled(at: opened)
    let servedBy = deployments.served(by: opened.way.deployment)
    captured(.upstreamOpened(movedTo: opened.isMove ? opened.way.deployment : nil, servedBy: servedBy))
    log.upstreamOpened(opened)
    if opened.isMove {
      log.moved(opened)
      bridge.served(by: servedBy)
      step { $0.upstreamOpened(movedTo: opened.way.dialect, at: self.clock.now) }
    } else {
      step { $0.upstreamOpened(at: self.clock.now) }
    }
  }

  private func closeUpstream() {
    captured(.upstreamLeft)
    dialling?.cancel()
    dialling = nil
    upstreamSocket = nil
    upstream?.close(.normal)
    upstream = nil
  }
}

extension CloseReport {
  /// The code and reason that the upstream gave; no code where it gave none.
  var end: (code: Int?, reason: String) {
    switch self {
    case .closedByPeer(let code, let reason): (code.map { Int($0.rawValue) }, reason)
    case .failedByPeer(_, let reason): (nil, reason)
    case .closedByUs(_, let reason, _): (nil, reason)
    case .connectionLost(let text): (nil, text)
    case .endOfStream, .unresponsive, .aborted: (nil, "")
    }
  }
}

extension SessionOutcome {
  /// What the code that the gateway closes a client with says about the end.
  fileprivate init(closeCode: UInt16) {
    switch closeCode {
    case 1001, 1008, 1009: self = .limitReached
    case 1012: self = .drained
    default: self = .upstreamFailed
    }
  }
}
