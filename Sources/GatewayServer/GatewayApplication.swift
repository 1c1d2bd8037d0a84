internal import Admission
internal import FoundationEssentials
internal import GoogleAuth
package import Logging
package import NIOCore
internal import NIOPosix
package import ServiceLifecycle
internal import WebSocket

/// The gateway as one service: the port, its routes, the sessions, and the orderly end.
///
///     let gateway = GatewayApplication(configuration, identity: identity, calls: switchboard, logger: logger) { … }
///     try await gateway.run()
///
/// A graceful shutdown turns readiness off, refuses new sessions, lets running calls come to their end for
/// `drain_timeout`, and closes the port. Cancelling its task ends everything at once.
package struct GatewayApplication: Service {
  package let sessions: SessionRegistry
  private let configuration: GatewayConfiguration
  private let identity: ServerIdentity?
  private let calls: any CallStarter
  private let metrics: GatewayMetrics
  private let clientSecrets: any ClientSecretStore
  private let unixTime: @Sendable () -> Int
  private let helpers: [any Service]
  private let group: any EventLoopGroup
  private let logger: Logger
  private let beforeListening: @Sendable () async -> Void
  private let onListening: @Sendable (SocketAddress) async -> Void

  /// What a shutdown may take beside the calls: connections that do not end by themselves.
  private static let shutdownReserve = Duration.seconds(5)

  /// Nothing listens before `run`.
  ///
  /// - Parameters:
  ///   - identity: from `ServerIdentity.load`; nil: no TLS.
  ///   - calls: makes the call of each client that is admitted.
  ///   - clientSecrets: where they are kept; nil: in this process.
  ///   - unixTime: seconds since 1970.
  ///   - helpers: services that calls need; they start first and end last.
  ///   - beforeListening: waited for before the port opens, while the helpers run already.
  ///   - onListening: called once, when clients can connect, with the address that was bound.
  package init(
    _ configuration: GatewayConfiguration, identity: ServerIdentity?, calls: any CallStarter,
    clientSecrets: (any ClientSecretStore)? = nil,
    unixTime: @escaping @Sendable () -> Int = { Int(Date.now.timeIntervalSince1970) },
    helpers: [any Service] = [], metrics: GatewayMetrics = GatewayMetrics(),
    on group: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton, logger: Logger,
    beforeListening: @escaping @Sendable () async -> Void = {},
    onListening: @escaping @Sendable (SocketAddress) async -> Void = { _ in }
  ) {
    let listener = configuration.listener
    self.identity = identity
    sessions = SessionRegistry(
      Doorkeeper(
        keys: KeyRing(
          configuration.access.keys.map { $0.exposed }, allowsAnonymous: configuration.access.allowsAnonymous),
        origins: OriginPolicy(allowed: listener.allowedOrigins), gate: SessionGate(capacity: listener.maxSessions)),
      metrics: metrics)
    self.configuration = configuration
    self.calls = calls
    self.clientSecrets = clientSecrets ?? InMemoryClientSecrets(configuration.clientSecrets)
    self.unixTime = unixTime
    self.metrics = metrics
    self.helpers = helpers
    self.group = group
    self.logger = logger
    self.beforeListening = beforeListening
    self.onListening = onListening
  }

  package func run() async throws {
    let office = ClientSecretOffice(
      store: clientSecrets, models: configuration.models, sessions: sessions, calls: calls,
      makers: configuration.access.makers, logger: logger, unixTime: unixTime)
    let reception = Reception(
      settings: configuration.listener, models: configuration.models, sessions: sessions, calls: calls,
      clientSecrets: office, pinned: configuration.access.pinned, socket: socket, metrics: metrics, logger: logger)
    let routes = RouteDesk(reception: reception, clientSecrets: office, startedAt: unixTime())
    let listener = Listener(
      reception: reception, routes: GatewayResponder(routes), tls: identity?.tls, group: group, logger: logger,
      beforeListening: beforeListening, onListening: onListening)
    let drain = DrainService(sessions: sessions, timeout: configuration.listener.drainTimeout, logger: logger)
    // They are shut down from the last to the first, each waiting for the one behind it.
    var services = ServiceGroupConfiguration(services: helpers + [listener, drain], logger: logger)
    services.maximumGracefulShutdownDuration = configuration.listener.drainTimeout + Self.shutdownReserve
    try await ServiceGroup(configuration: services).run()
  }

  /// How the sockets of clients behave.
  private var socket: WebSocketConfiguration {
    let timings = configuration.timings
    return WebSocketConfiguration(
      limits: MessageLimits(messageBytes: configuration.limits.clientMessageBytes),
      keepAlive: WebSocketConfiguration.KeepAlive(
        interval: TimeAmount(timings.clientPingInterval), timeout: TimeAmount(timings.clientPongTimeout)))
  }
}

extension GatewayApplication: CustomStringConvertible {
  /// The lifecycle library writes services into its log.
  package var description: String { "gateway" }
}
