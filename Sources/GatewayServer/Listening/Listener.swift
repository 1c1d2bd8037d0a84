internal import Hummingbird
internal import HummingbirdCore
internal import Logging
internal import NIOConcurrencyHelpers
internal import NIOCore
internal import NIOPosix
internal import ServiceLifecycle
internal import WebSocket

/// The port that clients connect to.
struct Listener: Service {
  let settings: ListenerSettings
  let editions: Editions
  let group: any EventLoopGroup
  let logger: Logger
  /// Waited for before the port opens.
  let beforeListening: @Sendable () async -> Void
  /// Called when clients can connect.
  let onListening: @Sendable (SocketAddress) async -> Void

  /// Connections that the system keeps until we accept them.
  private static let backlog = 1024

  func run() async throws {
    await beforeListening()
    let host = await Self.usableHost(settings.host, on: group)
    let tasks = ConnectionTasks()
    async let served: Void = tasks.run()
    try await application(host, tasks).run()
    tasks.finish()
    await served
  }

  private func application(_ host: String, _ tasks: ConnectionTasks) -> some ApplicationProtocol {
    let doors = Doors(to: group)
    let connections = ClientChannel(editions: editions, logger: logger)
    let gateway = NIOLockedValueBox<GatewayChannel?>(nil)
    var quiet = logger
    // What it says of starting, requests and the end adds nothing to our lines; what stops it is thrown.
    quiet.logLevel = .critical
    return Application(
      responder: GatewayResponder(editions: editions),
      server: HTTPServerBuilder { responder in
        let channel = GatewayChannel(responder: responder, connections: connections)
        gateway.withLockedValue { $0 = channel }
        return channel
      },
      configuration: ApplicationConfiguration(
        address: .hostname(host, port: settings.port), backlog: Self.backlog),
      onServerRunning: { channel in
        if let gateway = gateway.withLockedValue({ $0 }) { await open(doors, beside: channel, to: gateway, tasks) }
        if let address = channel.localAddress { await onListening(address) }
      },
      eventLoopGroupProvider: .shared(doors.eventLoop), logger: quiet)
  }

  private func open(
    _ doors: Doors, beside channel: any Channel, to gateway: GatewayChannel, _ tasks: ConnectionTasks
  ) async {
    do {
      try await doors.open(beside: channel, backlog: Self.backlog) { connection in
        let value = try gateway.prepare(connection)
        value.outcome.whenSuccess { outcome in
          switch outcome {
          case .http:
            doors.countsNoMore(connection)
            tasks.serve(value, by: gateway, logger)
          case .webSocket, .ended: break
          }
        }
      }
    } catch {
      logger.warning("All connections are served by one event loop", metadata: ["error": "\(error)"])
    }
  }

  /// `::` takes IPv4 as well; a machine without IPv6 gets `0.0.0.0` instead.
  private static func usableHost(_ host: String, on group: any EventLoopGroup) async -> String {
    guard host == "::" else { return host }
    do {
      try await ServerBootstrap(group: group).bind(host: host, port: 0).get().close().get()
      return host
    } catch {
      return "0.0.0.0"
    }
  }
}

extension Listener: CustomStringConvertible {
  var description: String { "listener" }
}
