package import NIOCore

extension WebSocketHandler {
  /// Sends one text message. Like every send: dropped without a word once the connection closes, and on its way at the
  /// end of this tick.
  package func send(text: [UInt8]) {
    enqueue(text.count) { $0.write(.text, text, into: &$1) }
  }

  /// Sends one text message made of `head`, a range of a received message, and `tail`: one frame, one copy.
  ///
  /// - Parameter range: Byte offsets from the first readable byte of `message`, as in `Splice`.
  package func send(
    head: [UInt8], _ range: Range<Int>, of message: ByteBuffer, tail: [UInt8]
  ) {
    guard let slice = message.getSlice(at: message.readerIndex + range.lowerBound, length: range.count) else {
      preconditionFailure("range \(range) is outside of a message of \(message.readableBytes) bytes")
    }
    enqueue(head.count + slice.readableBytes + tail.count) {
      $0.write(.text, head: head, payload: slice, tail: tail, into: &$1)
    }
  }

  /// Sends one message.
  package func send(_ kind: MessageKind, _ payload: [UInt8]) {
    enqueue(payload.count) { $0.write(kind, payload, into: &$1) }
  }

  /// Sends the readable bytes of `payload` as one message.
  package func send(_ kind: MessageKind, _ payload: ByteBuffer) {
    enqueue(payload.readableBytes) { $0.write(kind, payload, into: &$1) }
  }

  /// Sends a ping without payload; any byte that comes back proves that the peer is there.
  package func sendPing() {
    enqueue(0) { $0.writePing(ByteBuffer(), into: &$1) }
  }

  /// Hands to the system what was sent since it last did, without waiting for the end of the tick.
  package func flush() {
    if isFlushScheduled { flushNow() }
  }

  /// Bytes sent but not yet written to the socket; under TLS, as they are on the wire.
  package var bytesQueued: Int {
    let buffered = try? context?.channel.syncOptions?.getOption(.bufferedWritableBytes)
    return outbox.bytes + (buffered ?? 0)
  }

  /// Whether less than 64 KiB wait to be written.
  package var isWritable: Bool { direct?.isFree == true || context?.channel.isWritable ?? false }

  func sendPong(_ payload: ByteBuffer) {
    enqueue(payload.readableBytes) { $0.writePong(payload, into: &$1) }
  }

  /// A delegate that reads no further until there is room has to hear of it also while the connection closes, since
  /// the report of the end waits behind what it has not read.
  func tellWritability(_ isWritable: Bool) {
    guard closing.isOpen || isWritable else { return }
    isToldFull = !isWritable
    delegate?.webSocketWritabilityChanged(isWritable)
  }

  /// Hands all frames to the socket.
  func flushNow() {
    isFlushScheduled = false
    guard let context else { return }
    var frames = outbox.takeAll()
    direct?.write(&frames)
    if frames.readableBytes > 0 { giveToChannel(frames, context) }
    if owesFlush {
      owesFlush = false
      context.flush()
    }
    buffers?.giveBack(outgoing: &frames)
  }

  /// Frames that the channel writes when it is flushed, behind all that it has.
  private func giveToChannel(_ frames: ByteBuffer, _ context: ChannelHandlerContext) {
    owesFlush = true
    guard direct != nil else { return context.write(Self.wrapOutboundOut(frames), promise: nil) }
    direct?.channelTook()
    let written = context.eventLoop.makePromise(of: Void.self)
    written.futureResult.assumeIsolated().whenComplete { [self] _ in direct?.channelWrote() }
    context.write(Self.wrapOutboundOut(frames), promise: written)
  }

  func scheduleFlush() {
    guard !isFlushScheduled, context != nil else { return }
    isFlushScheduled = true
    flusher?.flushSoon(self)
  }

  private func enqueue(_ length: Int, _ write: (inout FrameEncoder, inout ByteBuffer) -> Void) {
    eventLoop.preconditionInEventLoop()
    guard closing.isOpen else { return }
    if outbox.bytes > 0, outbox.bytes + length > Outbox.largeBuffer, let context {
      // Growing the buffer would copy what is in it; the flush sends both with one `writev`.
      giveToChannel(outbox.takeAll(), context)
    }
    outbox.append(in: buffers, write)
    scheduleFlush()
  }
}
