internal import Logging
internal import NIOCore
internal import WebSocket

/// Makes editions out of configurations, around what all of them share.
struct Editor: Sendable {
  let sessions: SessionRegistry
  let clientSecrets: any ClientSecretStore
  let metrics: GatewayMetrics
  /// Unix time in seconds.
  let startedAt: Int
  let unixTime: @Sendable () -> Int
  let logger: Logger

  func edition(
    _ configuration: GatewayConfiguration, identity: ServerIdentity?, calls: any CallStarter
  ) -> Edition {
    let office = ClientSecretOffice(
      store: clientSecrets, models: configuration.models, sessions: sessions, calls: calls,
      makers: configuration.access.makers, logger: logger, unixTime: unixTime)
    let reception = Reception(
      settings: configuration.listener, models: configuration.models, sessions: sessions, calls: calls,
      clientSecrets: office, pinned: configuration.access.pinned, socket: Self.socket(configuration), metrics: metrics,
      logger: logger)
    return Edition(
      RouteDesk(
        reception: reception, configuration: configuration, clientSecrets: office, startedAt: startedAt),
      tls: identity?.tls)
  }

  /// How the sockets of clients behave.
  private static func socket(_ configuration: GatewayConfiguration) -> WebSocketConfiguration {
    let timings = configuration.timings
    return WebSocketConfiguration(
      limits: MessageLimits(messageBytes: configuration.limits.clientMessageBytes),
      keepAlive: WebSocketConfiguration.KeepAlive(
        interval: TimeAmount(timings.clientPingInterval), timeout: TimeAmount(timings.clientPongTimeout)),
      writing: .pastPipeline)
  }
}
