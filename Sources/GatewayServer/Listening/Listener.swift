internal import Hummingbird
internal import HummingbirdCore
internal import Logging
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
    let doors = Doors(to: group)
    let connections = ClientChannel(editions: editions, logger: logger)
    var quiet = logger
    // What it says of starting, requests and the end adds nothing to our lines; what stops it is thrown.
    quiet.logLevel = .critical
    let application = Application(
      responder: GatewayResponder(editions: editions),
      server: HTTPServerBuilder { responder in
        GatewayChannel(responder: responder, connections: connections)
      },
      configuration: ApplicationConfiguration(
        address: .hostname(host, port: settings.port), backlog: Self.backlog),
      onServerRunning: { channel in
        do {
          try await doors.open(beside: channel, for: connections, backlog: Self.backlog)
        } catch {
          logger.warning("All connections are served by one event loop", metadata: ["error": "\(error)"])
        }
        if let address = channel.localAddress { await onListening(address) }
      },
      eventLoopGroupProvider: .shared(doors.eventLoop), logger: quiet)
    try await application.run()
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
