internal import NIOCore
internal import NIOSSL

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

extension WebSocketHandler {
  /// Starts the close handshake. Messages that still come are dropped; the delegate gets its report when the peer has
  /// answered, or after `closeTimeout`.
  package func close(_ code: CloseCode, reason: String = "") {
    eventLoop.preconditionInEventLoop()
    abandonInbox()
    perform(closing.closeRequested(code, reason: reason))
  }

  /// Ends the connection at once with a reset, without a close frame and without waiting for what is unsent.
  package func abort() {
    eventLoop.preconditionInEventLoop()
    abandonInbox()
    resetOnClose()
    perform(closing.abortRequested())
  }

  /// Whether messages can still be sent.
  package var isOpen: Bool { closing.isOpen }

  /// The one place where decisions of the close handshake become effects.
  func perform(_ reaction: CloseHandshake.Reaction) {
    if let frame = reaction.frame {
      outbox.append(in: buffers) { $0.writeClose(frame.code, reason: frame.reason, into: &$1) }
    }
    switch reaction.ending {
    case .none: break
    case .awaitPeer:
      flushNow()
      startCloseDeadline()
    case .halfClose: flushNow(then: .output)
    case .close: flushNow(then: .all)
    case .hardClose: hardClose()
    }
    if let report = reaction.report {
      stopPinging()
      arrived(.closed(report))
    }
    readOn()
  }

  func connectionEnded() {
    closeDeadline?.cancel()
    stopPinging()
    perform(closing.connectionEnded(error: connectionError))
    // Nothing waits for the peer any more.
    if isToldFull { tellWritability(true) }
  }

  static func describe(_ error: any Error) -> String {
    if case NIOSSLError.uncleanShutdown = error { return "TLS ended without a close_notify" }
    return SystemWords.of(error)
  }

  /// The delegate no longer wants messages; a report that waits behind them goes out now.
  private func abandonInbox() {
    isPaused = false
    while let item = inbox.popFirst() {
      if case .closed = item { arrived(item) }
    }
    readOn()
  }

  /// Flushes, and closes that side of TCP when all is written; the deadline holds for a peer that does not read.
  private func flushNow(then mode: CloseMode) {
    startCloseDeadline()
    guard let context else { return }
    let written = context.eventLoop.makePromise(of: Void.self)
    written.futureResult.assumeIsolated().whenSuccess { [self] in
      self.context?.close(mode: mode, promise: nil)
    }
    isFlushScheduled = false
    context.writeAndFlush(Self.wrapOutboundOut(outbox.takeAll()), promise: written)
  }

  private func startCloseDeadline() {
    guard closeDeadline == nil else { return }
    closeDeadline = eventLoop.assumeIsolated().scheduleTask(in: configuration.closeTimeout) { [self] in
      perform(closing.deadlinePassed())
    }
  }

  /// The kernel then drops what is unsent and tells the peer so with a reset, instead of keeping it for a peer that does
  /// not read.
  private func resetOnClose() {
    guard let channel = context?.channel as? any SocketOptionProvider else { return }
    channel.setSoLinger(linger(l_onoff: 1, l_linger: 0)).whenComplete { _ in }
  }

  /// Closes below TLS, which would otherwise wait for the peer's close_notify.
  private func hardClose() {
    guard let context else { return }
    let pipeline = context.pipeline.syncOperations
    let secured =
      (try? pipeline.context(handlerType: NIOSSLServerHandler.self))
      ?? (try? pipeline.context(handlerType: NIOSSLClientHandler.self))
    (secured ?? context).close(promise: nil)
  }
}
