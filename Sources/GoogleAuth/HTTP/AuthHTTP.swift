package import AsyncHTTPClient
internal import FoundationEssentials
internal import Logging
internal import NIOCore
internal import NIOHTTP1

/// The HTTP clients that token requests go through. Certificates and proxy are the caller's.
package struct AuthHTTP: Sendable {
  let client: HTTPClient
  let direct: HTTPClient
  let bypassesProxy: @Sendable (String) -> Bool

  /// - Parameters:
  ///   - client: for Google's servers, with the gateway's CA and proxy.
  ///   - direct: a client without proxy, for metadata servers, this machine, and hosts that `bypassesProxy` names.
  ///   - bypassesProxy: the rule of `NO_PROXY`; gets a host without port.
  package init(
    client: HTTPClient, direct: HTTPClient, bypassesProxy: @escaping @Sendable (String) -> Bool = { _ in false }
  ) {
    self.client = client
    self.direct = direct
    self.bypassesProxy = bypassesProxy
  }

  /// What both clients should be made with: no redirects (a token request must not wander) and connection errors
  /// reported at once instead of after ten seconds.
  package static var recommendedConfiguration: HTTPClient.Configuration {
    var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
    configuration.connectionPool.retryConnectionEstablishment = false
    return configuration
  }

  /// The largest answer that is read, in bytes; real ones have about 2 KB.
  static let answerLimit = 1 << 20

  /// One try. Throws when no whole answer came within `timeout`.
  func send(_ request: AuthRequest, timeout: Duration) async throws(HTTPFault) -> AuthAnswer {
    var wire = HTTPClientRequest(url: request.url)
    wire.method = request.method == .get ? .GET : request.method == .put ? .PUT : .POST
    for (name, value) in request.headers { wire.headers.add(name: name, value: value) }
    if let body = request.body { wire.body = .bytes(ByteBuffer(string: body)) }
    let exchange = wire
    do {
      return try await withThrowingTaskGroup(of: AuthAnswer.self) { race in
        race.addTask { try await exchangeWhole(exchange, by: chooseClient(for: request.host)) }
        // The client's own deadline ends with the answer's head; a body that trickles must end too.
        race.addTask {
          try await Task.sleep(for: timeout)
          throw HTTPFault.noAnswer("nothing, or not all, within \(timeout)")
        }
        defer { race.cancelAll() }
        guard let answer = try await race.next() else { throw CancellationError() }
        return answer
      }
    } catch {
      if Task.isCancelled || error is CancellationError { throw .cancelled }
      if let fault = error as? HTTPFault { throw fault }
      throw .noAnswer(PeerText.clean(String(describing: error), hiding: request.secrets))
    }
  }

  private func exchangeWhole(_ request: HTTPClientRequest, by client: HTTPClient) async throws -> AuthAnswer {
    let response = try await client.execute(request, deadline: .distantFuture)
    let body = try await response.body.collect(upTo: Self.answerLimit)
    return AuthAnswer(
      status: Int(response.status.code), flavor: response.headers.first(name: "Metadata-Flavor"),
      body: Data(body.readableBytesView))
  }

  private func chooseClient(for host: String) -> HTTPClient {
    let isLocal = EndpointURL.isLoopback(host) || host.hasPrefix("169.254.") || host == "metadata.google.internal"
    return isLocal || bypassesProxy(host) ? direct : client
  }
}

/// Why no answer came.
enum HTTPFault: Error {
  case noAnswer(String)
  case cancelled
}
