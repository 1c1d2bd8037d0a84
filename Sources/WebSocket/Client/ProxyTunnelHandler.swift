internal import NIOCore
internal import NIOHTTP1

/// Asks an HTTP proxy for a tunnel (CONNECT, RFC 9110, 9.3.6) and reports its answer once.
final class ProxyTunnelHandler: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPClientResponsePart
  typealias OutboundOut = HTTPClientRequestPart

  private let proxy: HTTPProxy
  /// `host:port` of the other end of the tunnel.
  private let target: String
  /// Nil once called.
  private var tell: ((Result<Void, WebSocketConnectError>) -> Void)?
  private var isOpen = false

  init(
    _ proxy: HTTPProxy, to address: WebSocketAddress, tell: @escaping (Result<Void, WebSocketConnectError>) -> Void
  ) {
    self.proxy = proxy
    target = "\(Authority.bracketed(address.host)):\(address.port)"
    self.tell = tell
  }

  func handlerAdded(context: ChannelHandlerContext) {
    var headers: HTTPHeaders = ["Host": target]
    if let authorization = proxy.authorization { headers.add(name: "Proxy-Authorization", value: authorization) }
    let head = HTTPRequestHead(version: .http1_1, method: .CONNECT, uri: target, headers: headers)
    context.write(Self.wrapOutboundOut(.head(head)), promise: nil)
    context.writeAndFlush(Self.wrapOutboundOut(.end(nil)), promise: nil)
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch Self.unwrapInboundIn(data) {
    case .head(let head):
      if (200..<300).contains(head.status.code) {
        isOpen = true
      } else {
        report(.failure(.proxy(status: Int(head.status.code), advice(head.status))))
      }
    case .body: break
    case .end:
      guard isOpen else { return }
      context.pipeline.syncOperations.removeHandler(self, promise: nil)
      report(.success(()))
    }
  }

  func channelInactive(context: ChannelHandlerContext) {
    report(.failure(.proxy(status: nil, "\(proxy) ended the connection")))
    context.fireChannelInactive()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    report(.failure(.proxy(status: nil, "\(proxy) failed: \(error)")))
    context.close(promise: nil)
  }

  private func report(_ result: Result<Void, WebSocketConnectError>) {
    guard let tell else { return }
    self.tell = nil
    tell(result)
  }

  private func advice(_ status: HTTPResponseStatus) -> String {
    switch status {
    case .proxyAuthenticationRequired:
      "\(proxy) wants a user and password; write them into the proxy variable as http://user:password@host:port"
    case .forbidden: "\(proxy) does not allow \(target)"
    default: "\(proxy) answered \(status.reasonPhrase) for \(target)"
    }
  }
}
