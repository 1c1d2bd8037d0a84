internal import NIOConcurrencyHelpers
internal import NIOCore
internal import NIOSSL
package import WebSocket

/// Connectors by the certificate authorities they trust: reading those costs milliseconds, and once is enough.
package final class UpstreamConnectors: Sendable {
  private let contexts = NIOLockedValueBox<[String?: NIOSSLContext]>([:])
  private let proxies: ProxySettings
  private let timings: SessionTimings
  private let limits: SessionLimits
  private let resolver: CachingResolver

  package convenience init(proxies: ProxySettings, timings: SessionTimings, limits: SessionLimits) {
    self.init(proxies: proxies, timings: timings, limits: limits, resolver: CachingResolver())
  }

  private init(proxies: ProxySettings, timings: SessionTimings, limits: SessionLimits, resolver: CachingResolver) {
    self.resolver = resolver
    self.proxies = proxies
    self.timings = timings
    self.limits = limits
  }

  /// For another configuration. Authorities are read anew, what is known of names stays.
  func renewed(timings: SessionTimings, limits: SessionLimits) -> UpstreamConnectors {
    UpstreamConnectors(proxies: proxies, timings: timings, limits: limits, resolver: resolver)
  }

  /// - Parameter caFile: PEM file of authorities; nil: the system's.
  func connector(caFile: String?) throws(WebSocketConnectError) -> WebSocketConnector {
    var configuration = WebSocketConfiguration.client
    configuration.writing = .pastPipeline
    configuration.limits.messageBytes = limits.upstreamMessageBytes
    configuration.keepAlive = WebSocketConfiguration.KeepAlive(
      interval: TimeAmount(timings.upstreamPingInterval), timeout: TimeAmount(timings.upstreamPongTimeout))
    return WebSocketConnector(
      tls: try context(caFile), proxies: proxies, timeout: TimeAmount(timings.handshakeTimeout),
      configuration: configuration, resolver: resolver)
  }

  private func context(_ caFile: String?) throws(WebSocketConnectError) -> NIOSSLContext {
    if let known = contexts.withLockedValue({ $0[caFile] }) { return known }
    let made = try ClientTrust.context(caFile: caFile)
    contexts.withLockedValue { $0[caFile] = made }
    return made
  }
}
