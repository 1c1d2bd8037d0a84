import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL

@testable import WebSocket

/// A server on loopback as the gateway will build one: TLS sniffing, upgrade, ordinary HTTP.
struct TestServer {
  let channel: any Channel
  let port: Int

  /// - Parameter decide: Over each handshake; the default opens an echo.
  static func start(
    tls: NIOSSLContext? = nil, policy: TLSSniffHandler.Policy = .optional, timeout: TimeAmount = .seconds(10),
    decide: @escaping @Sendable (HTTPRequestHead, any Channel) -> EventLoopFuture<UpgradeDecision> = { _, channel in
      var configuration = WebSocketConfiguration.server
      configuration.writing = .pastPipeline
      return channel.eventLoop.makeSucceededFuture(
        .accept(UpgradeAcceptance(configuration: configuration, makeDelegate: Echo.init)))
    }
  ) async throws -> TestServer {
    var upgrade = WebSocketServerUpgrade<Void>(decide: decide) { channel in
      try channel.pipeline.syncOperations.addHandler(PlainHTTP())
    }
    upgrade.timeout = timeout
    upgrade.maximumHeaderBytes = 8192
    let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelInitializer { [upgrade] channel in
        channel.eventLoop.makeCompletedFuture {
          if let tls { try channel.pipeline.syncOperations.addHandler(TLSSniffHandler(tls: tls, policy: policy)) }
          _ = try upgrade.configure(channel)
        }
      }
      .bind(host: "127.0.0.1", port: 0)
      .get()
    return TestServer(channel: channel, port: channel.localAddress?.port ?? 0)
  }

  /// A server that gives every WebSocket the delegate.
  static func start(
    tls: NIOSSLContext? = nil, limits: MessageLimits = .fromClients, _ delegate: RecordingDelegate,
    writing: WebSocketConfiguration.Writing = .pastPipeline,
    opened: @escaping @Sendable (WebSocketHandler) -> Void = { _ in }
  ) async throws -> TestServer {
    try await start(tls: tls) { _, channel in
      let configuration = WebSocketConfiguration(limits: limits, writing: writing)
      let acceptance = UpgradeAcceptance(configuration: configuration) { socket in
        opened(socket)
        return delegate
      }
      return channel.eventLoop.makeSucceededFuture(.accept(acceptance))
    }
  }

  func stop() async throws { try await channel.close() }
}

/// Sends back what it gets.
final class Echo: WebSocketDelegate {
  private let socket: WebSocketHandler

  init(_ socket: WebSocketHandler) { self.socket = socket }

  func webSocketReceived(text: ByteBuffer) { socket.send(.text, text) }
  func webSocketReceived(binary: ByteBuffer) { socket.send(.binary, binary) }
  func webSocketWritabilityChanged(_ isWritable: Bool) {}
  func webSocketShouldQuiesce() { socket.close(.goingAway) }
  func webSocketClosed(_ report: CloseReport) {}
}

/// Ordinary HTTP: answers with the method, the path and the length of the body.
private final class PlainHTTP: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart
  private var head: HTTPRequestHead?
  private var bodyBytes = 0

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch Self.unwrapInboundIn(data) {
    case .head(let head): (self.head, bodyBytes) = (head, 0)
    case .body(let part): bodyBytes += part.readableBytes
    case .end:
      guard let head else { return }
      let text = "\(head.method.rawValue) \(head.uri) \(bodyBytes)"
      let isLast = head.headers["connection"] == ["close"]
      var headers: HTTPHeaders = ["Content-Length": String(text.utf8.count)]
      if isLast { headers.add(name: "Connection", value: "close") }
      context.write(Self.wrapOutboundOut(.head(.init(version: .http1_1, status: .ok, headers: headers))), promise: nil)
      context.write(Self.wrapOutboundOut(.body(.byteBuffer(ByteBuffer(string: text)))), promise: nil)
      context.writeAndFlush(Self.wrapOutboundOut(.end(nil)), promise: nil)
      if isLast { context.close(promise: nil) }
    }
  }
}
