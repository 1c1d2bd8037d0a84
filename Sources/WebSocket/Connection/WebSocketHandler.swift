package import NIOCore

/// One WebSocket, in either role: the last handler of a channel, directly on its bytes.
///
/// - Receiving: whole messages go to the `WebSocketDelegate`, within the read that completed them (`+Receiving`).
/// - Sending: all frames of one event-loop tick leave in one write at its end (`+Sending`).
/// - Closing: `CloseHandshake` decides, `perform` acts (`+Closing`).
///
/// It belongs to its channel's event loop: every call must come from there.
package final class WebSocketHandler: ChannelDuplexHandler, RemovableChannelHandler {
  package typealias InboundIn = ByteBuffer
  package typealias OutboundIn = Never
  package typealias OutboundOut = ByteBuffer

  package let role: WebSocketRole
  package let eventLoop: any EventLoop
  let configuration: WebSocketConfiguration

  var context: ChannelHandlerContext?
  var delegate: (any WebSocketDelegate)?

  var decoder: FrameDecoder
  var inbox = Inbox()
  var isPaused = false
  /// Set while the inbox is being emptied, so that a delegate that resumes in a callback does not start a second round.
  var isDelivering = false
  var isReadHeldBack = false

  var outbox: Outbox
  /// Nil: all bytes go through the channel.
  var direct: DirectSocket?
  /// The event loop's memory; nil outside of a channel.
  var buffers: LoopBuffers?
  var flusher: TickFlusher?
  var isFlushScheduled = false
  /// The channel was given frames and not told to write them.
  var owesFlush = false
  /// Payload of the newest ping that has no pong yet because the peer does not read.
  var owedPong: ByteBuffer?

  /// Whether the delegate was told that the peer does not read.
  var isToldFull = false

  var closing: CloseHandshake
  var connectionError: String?
  var closeDeadline: Scheduled<Void>?

  var liveness = Liveness()
  var nextPing: Scheduled<Void>?
  var pongDeadline: Scheduled<Void>?

  /// - Parameters:
  ///   - delegate: May be set later with `attach`, before the first message.
  ///   - maskSeed: Random, and of use to a client only; see `MaskKeys`.
  package init(
    role: WebSocketRole, configuration: WebSocketConfiguration, eventLoop: any EventLoop,
    delegate: (any WebSocketDelegate)? = nil, maskSeed: UInt64? = nil
  ) {
    self.role = role
    self.configuration = configuration
    self.eventLoop = eventLoop
    self.delegate = delegate
    decoder = FrameDecoder(role: role, limits: configuration.limits)
    outbox = Outbox(encoder: FrameEncoder(role: role, seed: maskSeed ?? Self.maskSeed(for: role)))
    closing = CloseHandshake(role: role)
  }

  private static func maskSeed(for role: WebSocketRole) -> UInt64 {
    switch role {
    case .server: 0
    case .client: .random(in: .min ... .max)
    }
  }

  /// Sets who is told; messages that came before it are delivered now.
  package func attach(_ delegate: any WebSocketDelegate) {
    eventLoop.preconditionInEventLoop()
    self.delegate = delegate
    deliver()
  }

  /// The address of the other end of the TCP connection.
  package var remoteAddress: SocketAddress? { context?.remoteAddress }

  package func handlerAdded(context: ChannelHandlerContext) {
    self.context = context
    takePlace(in: context)
    scheduleNextPing()
    if outbox.bytes > 0 { scheduleFlush() }
  }

  /// On plain TCP, where nobody else wants the bytes, both ways are short.
  private func takePlace(in context: ChannelHandlerContext) {
    let buffers = LoopBuffers.local.value(on: eventLoop)
    self.buffers = buffers
    flusher = TickFlusher.local.value(on: eventLoop)
    if case .pastPipeline = configuration.writing { direct = DirectSocket(context) }
    // Under TLS the channel keeps its buffer, which grows with what comes.
    let reads: any RecvByteBufferAllocator =
      direct == nil
      ? AdaptiveRecvByteBufferAllocator(minimum: 64, initial: 512, maximum: 64 << 10)
      : ReadAllocator.shared(buffers, on: eventLoop)
    try? context.channel.syncOptions?.setOption(.recvAllocator, value: reads)
  }

  package func handlerRemoved(context: ChannelHandlerContext) {
    connectionEnded()
    self.context = nil
    direct = nil
    // It may have been in the middle of a read, whose end it will not see.
    flusher?.readEnded()
    flusher = nil
  }

  package func channelInactive(context: ChannelHandlerContext) {
    connectionEnded()
    context.fireChannelInactive()
  }

  package func errorCaught(context: ChannelHandlerContext, error: any Error) {
    // TLS without a close_notify is an end like any other here: the close frame says whether it was meant.
    connectionError = connectionError ?? Self.describe(error)
    context.close(promise: nil)
  }

  package func channelWritabilityChanged(context: ChannelHandlerContext) {
    let isWritable = context.channel.isWritable
    if isWritable, let payload = owedPong {
      owedPong = nil
      sendPong(payload)
    }
    tellWritability(isWritable)
    context.fireChannelWritabilityChanged()
  }

  package func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if event is ChannelShouldQuiesceEvent, closing.isOpen { delegate?.webSocketShouldQuiesce() }
    if event is CutOffEvent, closing.isOpen { delegate?.webSocketIsCutOff() }
    context.fireUserInboundEventTriggered(event)
  }
}

@available(*, unavailable)
extension WebSocketHandler: Sendable {}
