package import NIOCore
package import NIOHTTP1
package import NIOPosix
package import NIOSSL

/// Dials WebSocket servers: TCP, a proxy's tunnel if one is set, TLS, the upgrade.
package struct WebSocketConnector: Sendable {
  package struct Request: Equatable, Sendable {
    package var address: WebSocketAddress
    /// Beside those of the handshake itself.
    package var headers: HTTPHeaders
    /// Offered in this order.
    package var subprotocols: [String]

    package init(_ address: WebSocketAddress, headers: HTTPHeaders = [:], subprotocols: [String] = []) {
      self.address = address
      self.headers = headers
      self.subprotocols = subprotocols
    }

    /// Name of a header whose value would break out of its line, such as a key read from a file with its newline.
    var unsendableHeader: String? {
      headers.first { $0.value.utf8.contains { $0 < 0x20 && $0 != 0x09 || $0 == 0x7F } }?.name
    }
  }

  /// See `ClientTrust`.
  package var tls: NIOSSLContext
  package var proxies: ProxySettings
  /// For all steps together.
  package var timeout: TimeAmount
  package var configuration: WebSocketConfiguration
  /// Finds addresses for names; nil: the system's, each time. All addresses of a name are tried, IPv6 first, the next one as soon as
  /// one fails or takes 250 ms (RFC 8305, by NIO).
  package var resolver: (any Resolver & Sendable)?

  package init(
    tls: NIOSSLContext, proxies: ProxySettings = .none, timeout: TimeAmount = .seconds(8),
    configuration: WebSocketConfiguration = .client, resolver: (any Resolver & Sendable)? = nil
  ) {
    self.resolver = resolver
    self.tls = tls
    self.proxies = proxies
    self.timeout = timeout
    self.configuration = configuration
  }

  /// What was remembered of `host` did not lead to it.
  func forget(_ host: String) { (resolver as? CachingResolver)?.unreachable(host) }

  /// Starts to dial; call it on `eventLoop`, where everything then happens.
  ///
  /// - Parameters:
  ///   - delegate: Told about the socket after `completion` has been called with it, so nothing is lost that the
  ///     server sends right behind its answer. Not called at all if there will be no socket.
  ///   - completion: Called exactly once, never before this function returns.
  package func connect(
    _ request: Request, on eventLoop: any EventLoop, delegate: any WebSocketDelegate,
    completion: @escaping (Result<WebSocketHandler, WebSocketConnectError>) -> Void
  ) -> ConnectAttempt {
    let attempt = ConnectAttempt(
      self, request, eventLoop: eventLoop, delegate: delegate, completion: completion)
    attempt.start()
    return attempt
  }
}
