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
  private let editor: Editor
  private let editions: Editions
  private let helpers: [any Service]
  private let companions: [any Service]
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
  ///   - companions: services that only new calls profit from; they end as soon as a shutdown begins.
  ///   - beforeListening: waited for before the port opens, while the helpers run already.
  ///   - onListening: called once, when clients can connect, with the address that was bound.
  package init(
    _ configuration: GatewayConfiguration, identity: ServerIdentity?, calls: any CallStarter,
    clientSecrets: (any ClientSecretStore)? = nil,
    unixTime: @escaping @Sendable () -> Int = { Int(Date.now.timeIntervalSince1970) },
    helpers: [any Service] = [], companions: [any Service] = [], metrics: GatewayMetrics = GatewayMetrics(),
    on group: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton, logger: Logger,
    beforeListening: @escaping @Sendable () async -> Void = {},
    onListening: @escaping @Sendable (SocketAddress) async -> Void = { _ in }
  ) {
    let listener = configuration.listener
    sessions = SessionRegistry(
      Doorkeeper(
        keys: KeyRing(configuration.access), origins: OriginPolicy(allowed: listener.allowedOrigins),
        gate: SessionGate(capacity: listener.maxSessions, burden: Burden.Limits(listener))),
      metrics: metrics)
    editor = Editor(
      sessions: sessions, clientSecrets: clientSecrets ?? InMemoryClientSecrets(configuration.clientSecrets),
      metrics: metrics, startedAt: unixTime(), unixTime: unixTime, logger: logger)
    editions = Editions(editor.edition(configuration, identity: identity, calls: calls))
    self.configuration = configuration
    self.helpers = helpers
    self.companions = companions
    self.group = group
    self.logger = logger
    self.beforeListening = beforeListening
    self.onListening = onListening
  }

  package func run() async throws {
    let listener = Listener(
      settings: configuration.listener, editions: editions, group: group, logger: logger,
      beforeListening: beforeListening, onListening: onListening)
    let drain = DrainService(sessions: sessions, timeout: configuration.listener.drainTimeout, logger: logger)
    // They are shut down from the last to the first, each waiting for the one behind it.
    let watch = LoadWatch(sessions: sessions, group: group, logger: logger)
    var services = ServiceGroupConfiguration(services: helpers + [watch, listener, drain] + companions, logger: logger)
    services.maximumGracefulShutdownDuration = configuration.listener.drainTimeout + Self.shutdownReserve
    try await ServiceGroup(configuration: services).run()
  }

  /// From now on new connections are served under another configuration; running calls keep theirs.
  ///
  /// What `RestartNeed` names must be as it was.
  package func reload(_ configuration: GatewayConfiguration, identity: ServerIdentity?, calls: any CallStarter) {
    sessions.rulesChanged(
      keys: KeyRing(configuration.access), origins: OriginPolicy(allowed: configuration.listener.allowedOrigins),
      capacity: configuration.listener.maxSessions, burden: Burden.Limits(configuration.listener))
    editions.publish(editor.edition(configuration, identity: identity, calls: calls))
  }
}

extension GatewayApplication: CustomStringConvertible {
  /// The lifecycle library writes services into its log.
  package var description: String { "gateway" }
}
