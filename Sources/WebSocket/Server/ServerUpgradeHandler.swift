internal import NIOCore
internal import NIOHTTP1

/// Looks at the first request of a connection and makes it a WebSocket, an HTTP connection, or ends it.
///
/// ```
///  awaitingHead ──► deciding ──► upgrading ──► (this handler leaves the pipeline)
///       │  ordinary     ├──► relaying      ordinary HTTP, until the connection ends
///       └─ malformed    └──► refused       answered; what still comes is thrown away
/// ```
///
/// NIO's own upgrader loses the request head when it refuses; this one keeps what it has seen, and hands it on.
final class ServerUpgradeHandler<HTTP: Sendable>: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias InboundOut = HTTPServerRequestPart
  typealias OutboundIn = HTTPServerResponsePart
  typealias OutboundOut = HTTPServerResponsePart

  private enum Phase {
    case awaitingHead
    case deciding(key: String)
    /// Accepted; the end of the request must pass before its bytes are no longer HTTP.
    case upgrading(UpgradeAcceptance, key: String)
    case relaying
    case refused
  }

  private let upgrade: WebSocketServerUpgrade<HTTP>
  private let outcome: EventLoopPromise<UpgradeOutcome<HTTP>>
  private let encoder: HTTPResponseEncoder
  private let decoder: ByteToMessageHandler<HTTPRequestDecoder>

  private var phase = Phase.awaitingHead
  /// The request as far as it has come, while it is being decided over.
  private var seen: [HTTPServerRequestPart] = []
  private var isReadHeldBack = false
  private var isQuiescing = false
  private var deadline: Scheduled<Void>?

  init(
    _ upgrade: WebSocketServerUpgrade<HTTP>, outcome: EventLoopPromise<UpgradeOutcome<HTTP>>,
    encoder: HTTPResponseEncoder, decoder: ByteToMessageHandler<HTTPRequestDecoder>
  ) {
    self.upgrade = upgrade
    self.outcome = outcome
    self.encoder = encoder
    self.decoder = decoder
  }

  func handlerAdded(context: ChannelHandlerContext) {
    deadline = context.eventLoop.assumeIsolated().scheduleTask(in: upgrade.timeout) { [self] in
      deadlinePassed(context)
    }
  }

  func handlerRemoved(context: ChannelHandlerContext) { ended() }

  func channelInactive(context: ChannelHandlerContext) {
    ended()
    context.fireChannelInactive()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let part = Self.unwrapInboundIn(data)
    switch phase {
    case .awaitingHead:
      guard case .head(let head) = part else { return }
      seen = [part]
      headArrived(head, context)
    case .deciding: seen.append(part)
    case .upgrading(let acceptance, let key):
      if case .end = part { becomeWebSocket(acceptance, key, context) }
    case .relaying: relay(part, context)
    case .refused: break
    }
  }

  /// While the decision is open nothing more is read, so that a peer cannot make us keep more than one read.
  func read(context: ChannelHandlerContext) {
    switch phase {
    case .deciding: isReadHeldBack = true
    case .awaitingHead, .upgrading, .relaying, .refused: context.read()
    }
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if event is ChannelShouldQuiesceEvent {
      switch phase {
      case .awaitingHead: context.close(promise: nil)
      case .deciding, .upgrading: isQuiescing = true
      case .relaying, .refused: break
      }
    }
    context.fireUserInboundEventTriggered(event)
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    switch phase {
    case .relaying: context.fireErrorCaught(error)
    case .awaitingHead:
      guard let error = error as? HTTPParserError else { return context.close(promise: nil) }
      let isTooLong = error == .headerOverflow
      refuse(
        isTooLong
          ? HTTPRefusal(.requestHeaderFieldsTooLarge, text: "The header fields of the request are too long.")
          : HTTPRefusal(.badRequest, text: "Not a correct HTTP/1.1 request."), context)
    case .deciding, .upgrading: context.close(promise: nil)
    case .refused: break
    }
  }

  private func headArrived(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
    switch ServerHandshake.read(head) {
    case .ordinary: becomeHTTP(context)
    case .malformed(let refusal): refuse(refusal, context)
    case .webSocket(let key):
      phase = .deciding(key: key)
      upgrade.decide(head, context.channel).hop(to: context.eventLoop).assumeIsolated().whenComplete { [self] in
        decided($0, context)
      }
    }
  }

  private func decided(_ result: Result<UpgradeDecision, any Error>, _ context: ChannelHandlerContext) {
    guard case .deciding(let key) = phase, context.channel.isActive else { return }
    if isReadHeldBack {
      isReadHeldBack = false
      context.read()
    }
    switch result {
    case .success(.accept(let acceptance)):
      phase = .upgrading(acceptance, key: key)
      if case .end = seen.last { becomeWebSocket(acceptance, key, context) }
    case .success(.refuse(let refusal)): refuse(refusal, context)
    case .success(.http): becomeHTTP(context)
    case .failure:
      refuse(HTTPRefusal(.internalServerError, text: "The server could not decide over the request."), context)
    }
  }

  private func becomeWebSocket(_ acceptance: UpgradeAcceptance, _ key: String, _ context: ChannelHandlerContext) {
    deadline?.cancel()
    let head = ServerHandshake.acceptance(
      of: key, subprotocol: acceptance.subprotocol, headers: acceptance.headers)
    context.write(Self.wrapOutboundOut(.head(head)), promise: nil)
    context.writeAndFlush(Self.wrapOutboundOut(.end(nil)), promise: nil)
    let socket = WebSocketHandler(
      role: .server, configuration: acceptance.configuration, eventLoop: context.eventLoop)
    let pipeline = context.pipeline.syncOperations
    // From here on frames are written, and the owner may write at once.
    pipeline.removeHandler(encoder, promise: nil)
    do {
      try pipeline.addHandler(socket, position: .after(self))
    } catch {
      return context.close(promise: nil)
    }
    socket.attach(acceptance.makeDelegate(socket))
    outcome.succeed(.webSocket)
    if isQuiescing { context.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent()) }
    // The decoder leaves last, in the next tick: it then hands on the bytes that came behind the handshake.
    pipeline.removeHandler(self, promise: nil)
    pipeline.removeHandler(decoder).assumeIsolated().whenComplete { _ in socket.readEnded() }
  }

  private func becomeHTTP(_ context: ChannelHandlerContext) {
    deadline?.cancel()
    phase = .relaying
    do {
      outcome.succeed(.http(try upgrade.http(context.channel)))
    } catch {
      outcome.fail(error)
      return context.close(promise: nil)
    }
    let parts = seen
    seen = []
    for part in parts { context.fireChannelRead(Self.wrapInboundOut(part.endingAfterUpgradeRequest)) }
    if isQuiescing { context.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent()) }
  }

  /// Passes a request on to the HTTP handlers. A handshake on a connection that has served HTTP cannot be honoured any
  /// more; ending the connection is what a client must expect of an idle one, and reverse proxies then dial anew.
  private func relay(_ part: HTTPServerRequestPart, _ context: ChannelHandlerContext) {
    if case .head(let head) = part, case .webSocket = ServerHandshake.read(head) {
      return context.close(promise: nil)
    }
    context.fireChannelRead(Self.wrapInboundOut(part.endingAfterUpgradeRequest))
  }

  private func refuse(_ refusal: HTTPRefusal, _ context: ChannelHandlerContext) {
    deadline?.cancel()
    phase = .refused
    seen = []
    context.write(Self.wrapOutboundOut(.head(refusal.head)), promise: nil)
    context.write(Self.wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: refusal.body)))), promise: nil)
    context.writeAndFlush(Self.wrapOutboundOut(.end(nil)), promise: LingeringClose.afterLastWrite(context))
    outcome.succeed(.ended)
  }

  private func deadlinePassed(_ context: ChannelHandlerContext) {
    switch phase {
    case .awaitingHead, .upgrading: context.close(promise: nil)
    case .deciding:
      refuse(HTTPRefusal(.serviceUnavailable, text: "The server is too busy to answer. Try again."), context)
    case .relaying, .refused: break
    }
  }

  /// The connection is over. A promise that is kept already takes no notice.
  private func ended() {
    deadline?.cancel()
    outcome.succeed(.ended)
  }
}

extension HTTPPart where HeadT == HTTPRequestHead, BodyT == ByteBuffer {
  /// NIO's decoder stops after a request that asks for any upgrade (`curl --http2` and Java ask for h2c) or for a
  /// tunnel. We ignore the wish, and the connection has to end with the answer.
  fileprivate var endingAfterUpgradeRequest: Self {
    guard case .head(var head) = self, head.headers.contains(name: "upgrade") || head.method == .CONNECT else {
      return self
    }
    head.headers.replaceOrAdd(name: "connection", value: "close")
    return .head(head)
  }
}
