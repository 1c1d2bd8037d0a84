package import Logging
package import NIOCore
import NIOPosix
package import NIOSSL
import ServiceLifecycle

/// A server that speaks Gemini Live's wire protocol, on the paths of Vertex AI and of AI Studio.
///
///     let simulator = try await SimulatorService.bind(.init(), host: "127.0.0.1", port: 0, logger: logger)
///     connect(to: "ws://127.0.0.1:\(simulator.port)")
///     try await simulator.run()
///
/// It listens once it is bound; `run` keeps it until its task is cancelled or the process shuts down, and then closes
/// every connection with 1001.
package struct SimulatorService: Service {
  private let listener: any Channel
  private let registry: ConnectionRegistry
  /// Host and port that it listens on.
  package let address: SocketAddress

  /// The port, also where 0 was asked for.
  package var port: Int { address.port ?? 0 }

  private init(listener: any Channel, registry: ConnectionRegistry, address: SocketAddress) {
    self.listener = listener
    self.registry = registry
    self.address = address
  }

  /// Starts to listen.
  /// - Parameters:
  ///   - port: 0 takes a free one.
  ///   - tls: nil serves plain connections; else only TLS ones.
  ///   - recorder: writes down what clients send.
  /// - Throws: what the system says if the address cannot be had.
  package static func bind(
    _ configuration: SimulatorConfiguration, script: Script = .conversation, host: String = "127.0.0.1",
    port: Int = 0, tls: NIOSSLContext? = nil, recorder: SimulatorRecorder? = nil,
    on group: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton, logger: Logger
  ) async throws -> SimulatorService {
    let registry = ConnectionRegistry(limit: configuration.connectionLimit)
    let door = SimulatorDoor(
      configuration: configuration, script: script, tls: tls, recorder: recorder, logger: logger, registry: registry)
    let listener = try await ServerBootstrap(group: group)
      .serverChannelOption(.backlog, value: 1_024)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelOption(.socketOption(.tcp_nodelay), value: 1)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture { try door.configure(channel) }
      }
      .bind(host: host, port: port).get()
    guard let address = listener.localAddress else { throw ChannelError.unknownLocalAddress }
    logger.info("simulator listens", metadata: ["address": "\(address)"])
    return SimulatorService(listener: listener, registry: registry, address: address)
  }

  package func run() async throws {
    // The listener ends by itself only if the system takes it away.
    try await cancelWhenGracefulShutdown {
      try await withTaskCancellationHandler {
        try await listener.closeFuture.get()
      } onCancel: {
        listener.close(promise: nil)
      }
    }
    await close()
  }

  /// Stops listening and ends every connection; for a simulator that is not run.
  package func close() async {
    try? await listener.close()
    await registry.quiesce()
  }
}

extension SimulatorService: CustomStringConvertible {
  package var description: String { "simulator" }
}
