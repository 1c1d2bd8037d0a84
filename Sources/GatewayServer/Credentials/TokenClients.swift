internal import AsyncHTTPClient
internal import GoogleAuth
internal import NIOCore
internal import NIOPosix
internal import NIOSSL
internal import WebSocket

/// The HTTP clients of token requests, one pair for each set of certificate authorities.
struct TokenClients: Sendable {
  private let common: AuthHTTP
  private let others: [String: AuthHTTP]
  private let clients: [HTTPClient]

  /// - Parameters:
  ///   - caFile: PEM file of authorities to trust besides the system's. Nil: the system's alone.
  ///   - others: further such files, of single models.
  ///   - proxies: for Google's servers; this machine and metadata servers are asked directly.
  init(caFile: String?, others: Set<String>, proxies: ProxySettings, on group: any EventLoopGroup) {
    var clients: [HTTPClient] = []
    func client(_ configuration: HTTPClient.Configuration) -> HTTPClient {
      let client = HTTPClient(eventLoopGroupProvider: .shared(group), configuration: configuration)
      clients.append(client)
      return client
    }
    func pair(_ caFile: String?) -> AuthHTTP {
      var configuration = AuthHTTP.recommendedConfiguration
      if let caFile {
        var tls = TLSConfiguration.makeClientConfiguration()
        tls.additionalTrustRoots = [.file(caFile)]
        configuration.tlsConfiguration = tls
      }
      let direct = client(configuration)
      configuration.proxy = proxies.forSecure.map { HTTPClient.Configuration.Proxy($0) }
      return AuthHTTP(
        client: proxies.forSecure == nil ? direct : client(configuration), direct: direct,
        bypassesProxy: { host in
          proxies.proxy(for: WebSocketAddress(isSecure: true, host: host, port: 443, target: "/")) == nil
        })
    }
    common = pair(caFile)
    self.others = Dictionary(uniqueKeysWithValues: others.map { ($0, pair($0)) })
    self.clients = clients
  }

  /// - Parameter caFile: a model's own; nil: the common one.
  func http(caFile: String?) -> AuthHTTP { caFile.flatMap { others[$0] } ?? common }

  /// Must be called once, at the end.
  func shutDown() async {
    for client in clients { try? await client.shutdown() }
  }
}

extension HTTPClient.Configuration.Proxy {
  fileprivate init(_ proxy: HTTPProxy) {
    let credentials = proxy.authorization.map { String($0.dropFirst("Basic ".count)) }
    self = .server(host: proxy.host, port: proxy.port, authorization: credentials.map { .basic(credentials: $0) })
  }
}
