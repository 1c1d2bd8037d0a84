internal import NIOCore
internal import NIOHTTP1
internal import NIOTLS

/// The client's side of the opening handshake (RFC 6455, 4.1): sends the request, judges the answer.
final class ClientHandshakeHandler: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPClientResponsePart
  typealias OutboundOut = HTTPClientRequestPart

  enum Event {
    /// TLS is up.
    case secured
    /// The server has switched to WebSocket; nothing of its frames has been read yet.
    case accepted
    case failed(WebSocketConnectError)
    /// The connection broke, or ended if there is no error.
    case ended((any Error)?)
  }

  /// Bytes kept of the body of an answer other than 101.
  private static let bodyLimit = 4096

  private let request: WebSocketConnector.Request
  private let key = HandshakeKey.random()
  private let tell: (Event) -> Void
  private var context: ChannelHandlerContext?
  private var isAccepted = false
  /// What came behind an accepting answer: no longer HTTP, but `ByteBuffer`s.
  private var early: [NIOAny]?
  private var lastError: (any Error)?
  /// The answer other than 101 that is being read.
  private(set) var answerSoFar: WebSocketConnectError.Answer?

  init(_ request: WebSocketConnector.Request, tell: @escaping (Event) -> Void) {
    self.request = request
    self.tell = tell
  }

  /// Passes the bytes that came behind the answer to the next handler, and leaves.
  func handOver() {
    guard let context, let early else { return }
    self.early = nil
    for bytes in early { context.fireChannelRead(bytes) }
    if !early.isEmpty { context.fireChannelReadComplete() }
    context.pipeline.syncOperations.removeHandler(self, promise: nil)
  }

  func handlerRemoved(context: ChannelHandlerContext) { self.context = nil }

  func handlerAdded(context: ChannelHandlerContext) {
    self.context = context
    var headers = request.headers
    headers.replaceOrAdd(name: "Host", value: request.address.hostHeader)
    headers.replaceOrAdd(name: "Upgrade", value: "websocket")
    headers.replaceOrAdd(name: "Connection", value: "Upgrade")
    headers.replaceOrAdd(name: "Sec-WebSocket-Version", value: "13")
    headers.replaceOrAdd(name: "Sec-WebSocket-Key", value: key)
    if !request.subprotocols.isEmpty {
      headers.replaceOrAdd(name: "Sec-WebSocket-Protocol", value: request.subprotocols.joined(separator: ", "))
    }
    let head = HTTPRequestHead(version: .http1_1, method: .GET, uri: request.address.target, headers: headers)
    context.write(Self.wrapOutboundOut(.head(head)), promise: nil)
    context.writeAndFlush(Self.wrapOutboundOut(.end(nil)), promise: nil)
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if case .handshakeCompleted = event as? TLSUserEvent { tell(.secured) }
    context.fireUserInboundEventTriggered(event)
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard early == nil else {
      early?.append(data)
      return
    }
    switch Self.unwrapInboundIn(data) {
    case .head(let head) where head.status == .switchingProtocols:
      if let reason = fault(in: head) {
        tell(.failed(.badHandshake(reason)))
      } else {
        isAccepted = true
      }
    case .head(let head):
      answerSoFar = WebSocketConnectError.Answer(status: head.status, headers: head.headers, body: [])
    case .body(let part): received(part)
    case .end:
      guard isAccepted else { return answerEnded() }
      early = []
      tell(.accepted)
    }
  }

  func channelInactive(context: ChannelHandlerContext) {
    answerEnded()
    tell(.ended(lastError))
    context.fireChannelInactive()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    if error is HTTPParserError {
      answerEnded()
      return tell(.failed(.badHandshake("its answer is not HTTP (\(error))")))
    }
    lastError = lastError ?? error
    context.close(promise: nil)
  }

  private func received(_ part: ByteBuffer) {
    guard let answer = answerSoFar else { return }
    answerSoFar?.body += part.readableBytesView.prefix(Self.bodyLimit - answer.body.count)
    if answer.body.count + part.readableBytes >= Self.bodyLimit { answerEnded() }
  }

  private func answerEnded() {
    if let answer = answerSoFar { tell(.failed(.answered(answer))) }
  }

  /// What is wrong with a 101 answer, if anything.
  private func fault(in head: HTTPResponseHead) -> String? {
    let headers = head.headers
    guard headers[canonicalForm: "upgrade"].map({ $0.lowercased() }) == ["websocket"] else {
      return "its answer 101 has no header Upgrade: websocket"
    }
    guard headers[canonicalForm: "connection"].contains(where: { $0.lowercased() == "upgrade" }) else {
      return "its answer 101 has no header Connection: Upgrade"
    }
    guard headers["sec-websocket-accept"] == [HandshakeKey.answer(to: key)] else {
      return "its Sec-WebSocket-Accept does not belong to our key"
    }
    guard headers["sec-websocket-extensions"].isEmpty else { return "it wants an extension that we did not offer" }
    let chosen = headers["sec-websocket-protocol"]
    guard chosen.isEmpty || (chosen.count == 1 && request.subprotocols.contains(chosen[0])) else {
      return "it chose a subprotocol that we did not offer"
    }
    return nil
  }
}

extension NIOHTTPDecoderLimitConfiguration {
  /// Bounds for the head of an answer.
  static var handshake: Self {
    var limits = NIOHTTPDecoderLimitConfiguration()
    limits.maxHeaderFieldSize = 32 << 10
    limits.maxHeaderListSize = 64 << 10
    return limits
  }
}
