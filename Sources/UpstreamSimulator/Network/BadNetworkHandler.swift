import NIOCore

/// Does to one connection what its `NetworkFaults` say. Stands between the socket (or TLS) and the WebSocket, and lets
/// everything pass until `begin`.
final class BadNetworkHandler: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = ByteBuffer
  typealias InboundOut = ByteBuffer
  typealias OutboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private struct Lines {
    let faults: NetworkFaults
    var up: DelayLine
    /// Pongs stand in a line of their own, since they come later.
    var down: DelayLine
    var pongs: DelayLine

    init(_ faults: NetworkFaults, openedAtMs now: Int64) {
      self.faults = faults
      up = DelayLine(faults, openedAtMs: now)
      down = DelayLine(faults, openedAtMs: now)
      pongs = DelayLine(faults, openedAtMs: now)
    }

    var dueMs: Int64? { [up.dueMs, down.dueMs, pongs.dueMs].compactMap { $0 }.min() }
    var isOverfull: Bool { up.bytes + down.bytes + pongs.bytes > DelayLine.limit }
  }

  private var lines: Lines?
  private var context: ChannelHandlerContext?
  private var isPassing = false
  private var timer: Scheduled<Void>?
  private var resetTimer: Scheduled<Void>?

  func handlerAdded(context: ChannelHandlerContext) { self.context = context }

  func handlerRemoved(context: ChannelHandlerContext) {
    stop()
    self.context = nil
  }

  /// From now on the network is bad.
  func begin(_ faults: NetworkFaults) {
    guard let context else { return }
    lines = Lines(faults, openedAtMs: SimulatorSession.now())
    guard let time = faults.resetAfterMs else { return }
    resetTimer = context.eventLoop.assumeIsolated().scheduleTask(in: .milliseconds(time)) { [weak self] in
      self?.context?.channel.resetConnection()
    }
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard lines != nil else { return context.fireChannelRead(data) }
    lines?.up.entered(Self.unwrapInboundIn(data), atMs: SimulatorSession.now())
    pass()
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    guard let faults = lines?.faults else { return context.write(data, promise: promise) }
    let now = SimulatorSession.now()
    var bytes = Self.unwrapOutboundIn(data)
    if faults.pongDelayMs > 0 {
      var others = ByteBuffer()
      while let (frame, isPong) = ServerFrames.take(from: &bytes) {
        if isPong {
          lines?.pongs.entered(frame, extraMs: faults.pongDelayMs, atMs: now)
        } else {
          others.writeImmutableBuffer(frame)
        }
      }
      others.writeBuffer(&bytes)
      bytes = others
    }
    lines?.down.entered(bytes, promise: promise, atMs: now)
    pass()
  }

  func flush(context: ChannelHandlerContext) {
    if lines == nil { context.flush() }
  }

  func channelInactive(context: ChannelHandlerContext) {
    stop()
    context.fireChannelInactive()
  }

  /// Hands on what is due, and waits for the rest. What is handed on may come back here: the order must stay.
  private func pass() {
    guard !isPassing, let context, let faults = lines?.faults else { return }
    if lines?.isOverfull == true { return context.close(promise: nil) }
    isPassing = true
    let now = SimulatorSession.now()
    while let piece = lines?.down.takeDue(byMs: now) { send(piece, faults, context) }
    while let piece = lines?.pongs.takeDue(byMs: now) { send(piece, faults, context) }
    var hasRead = false
    while let piece = lines?.up.takeDue(byMs: now) {
      context.fireChannelRead(Self.wrapInboundOut(piece.buffer))
      hasRead = true
    }
    if hasRead { context.fireChannelReadComplete() }
    isPassing = false
    schedule()
  }

  private func send(_ piece: DelayLine.Piece, _ faults: NetworkFaults, _ context: ChannelHandlerContext) {
    var rest = piece.buffer
    if let size = faults.segmentBytes {
      while rest.readableBytes > size, let segment = rest.readSlice(length: size) {
        context.writeAndFlush(Self.wrapOutboundOut(segment), promise: nil)
      }
    }
    context.writeAndFlush(Self.wrapOutboundOut(rest), promise: piece.promise)
  }

  private func schedule() {
    timer?.cancel()
    timer = nil
    guard let context, let due = lines?.dueMs else { return }
    let delay = TimeAmount.milliseconds(max(0, due - SimulatorSession.now()))
    timer = context.eventLoop.assumeIsolated().scheduleTask(in: delay) { [weak self] in self?.pass() }
  }

  private func stop() {
    timer?.cancel()
    resetTimer?.cancel()
    timer = nil
    resetTimer = nil
    guard lines != nil else { return }
    let waiting = (lines?.down.broke() ?? []) + (lines?.pongs.broke() ?? [])
    lines = nil
    for promise in waiting { promise.fail(ChannelError.ioOnClosedChannel) }
  }
}

@available(*, unavailable)
extension BadNetworkHandler: Sendable {}
