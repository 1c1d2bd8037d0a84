package import NIOCore

extension WebSocketHandler {
  /// Stops deliveries at once, also those of messages already received. Pings are answered, and a close frame too, as
  /// long as what waits stays below `pausedBytes`; then the socket is no longer read.
  package func pauseReading() {
    eventLoop.preconditionInEventLoop()
    isPaused = true
  }

  /// Delivers what waits, then reads on.
  package func resumeReading() {
    eventLoop.preconditionInEventLoop()
    isPaused = false
    deliver()
  }

  package func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard closing.isListening else { return }
    liveness.bytesReceived()
    flusher?.readBegan()
    var bytes = Self.unwrapInboundIn(data)
    decoder.receive(bytes)
    if let buffers { decoder.exchangeMessageBuffer(&buffers.message) }
    while let event = decoder.next() {
      received(event)
    }
    if let buffers {
      decoder.exchangeMessageBuffer(&buffers.message)
      if direct != nil { buffers.giveBack(read: &bytes) }
    }
  }

  package func channelReadComplete(context: ChannelHandlerContext) {
    readEnded()
    context.fireChannelReadComplete()
  }

  /// What was sent in the read leaves now, without waiting for the end of the tick.
  func readEnded() {
    delegate?.webSocketReadEnded()
    flusher?.readEnded()
  }

  package func read(context: ChannelHandlerContext) {
    if isReading {
      context.read()
    } else {
      isReadHeldBack = true
    }
  }

  /// Whether the socket is read. Always while closing: the peer's answer or FIN is to be seen.
  var isReading: Bool { !isPaused || inbox.bytes < configuration.pausedBytes || !closing.isOpen }

  private func received(_ event: FrameDecoder.Event) {
    switch event {
    case .message(let kind, let payload):
      if closing.isOpen { arrived(.message(kind, payload)) }
    case .ping(let payload): answerPing(payload)
    case .pong: break
    case .close(let code, let reason): perform(closing.closeReceived(code, reason: reason))
    case .failure(let code, let reason):
      if closing.isOpen { delegate?.webSocketFoundViolation(code, reason: reason) }
      perform(closing.violationFound(code, reason: reason))
    }
  }

  /// Tells the delegate, or keeps it for later if something waits already or nothing may be told now.
  func arrived(_ item: Inbox.Item) {
    if !isPaused, inbox.isEmpty, let delegate {
      tell(delegate, item)
    } else {
      inbox.append(item)
    }
  }

  /// Tells the delegate what waits, until it pauses again, and reads on.
  func deliver() {
    guard !isDelivering else { return }
    isDelivering = true
    while !isPaused, let delegate, let item = inbox.popFirst() {
      tell(delegate, item)
    }
    isDelivering = false
    delegate?.webSocketReadEnded()
    readOn()
  }

  func readOn() {
    guard isReadHeldBack, isReading, let context else { return }
    isReadHeldBack = false
    context.read()
  }

  private func tell(_ delegate: any WebSocketDelegate, _ item: Inbox.Item) {
    switch item {
    case .message(.text, let payload): delegate.webSocketReceived(text: payload)
    case .message(.binary, let payload): delegate.webSocketReceived(binary: payload)
    case .closed(let report):
      self.delegate = nil
      delegate.webSocketReadEnded()
      delegate.webSocketClosed(report)
    }
  }

  /// To a peer that reads, each ping is answered; to one that does not, only the newest, so that a flood of pings
  /// cannot fill our memory (RFC 6455, 5.5.3 allows it).
  private func answerPing(_ payload: ByteBuffer) {
    guard closing.isOpen, let context else { return }
    if context.channel.isWritable {
      sendPong(payload)
    } else {
      owedPong = payload
    }
  }
}
