import Foundation
import GatewayServer
import GoogleAuth
import Logging
import NIOCore
import NIOPosix
import NIOSSL
import ServiceLifecycle

/// A gateway on a port of its own.
struct TestGateway: Sendable {
  let port: Int
  let host: String
  let calls: EchoCalls
  let identity: ServerIdentity?
  private let services: ServiceGroup

  static let key = "sk-test"

  /// One model, `voice`, under the key `sk-test`, on 127.0.0.1, without TLS.
  static var configuration: GatewayConfiguration {
    var configuration = GatewayConfiguration.simulatorOnly(masterKey: Secret(key))
    configuration.listener.host = "127.0.0.1"
    configuration.listener.port = 0
    configuration.listener.tls.mode = .off
    // Tests run beside each other on machines that have other things to do.
    configuration.listener.maxEventLoopLag = .seconds(60)
    configuration.models = ModelTable([
      ModelTable.Entry(
        name: ModelNamePattern(literal: "voice"),
        deployments: [ModelDeployment(id: "voice", provider: .simulator, model: "simulated")])
    ])
    return configuration
  }

  /// What SIGTERM does.
  func shutDown() async { await services.triggerGracefulShutdown() }

  /// Runs a gateway while `body` runs, then shuts it down.
  static func run(
    _ configuration: GatewayConfiguration = configuration, calls: EchoCalls = EchoCalls(),
    unixTime: @escaping @Sendable () -> Int = { 1_790_000_000 },
    state: StateDirectory = StateDirectory(path: "/nowhere"),
    on group: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton,
    _ body: @Sendable (TestGateway) async throws -> Void
  ) async throws {
    let logger = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
    let identity = try ServerIdentity.load(
      configuration.listener.tls, state: state, hostName: "gateway", logger: logger)
    let (addresses, continuation) = AsyncStream<SocketAddress>.makeStream()
    let application = GatewayApplication(
      configuration, identity: identity, calls: calls, unixTime: unixTime, on: group, logger: logger,
      onListening: { continuation.yield($0) })
    let services = ServiceGroup(services: [application], logger: logger)
    try await withThrowingTaskGroup(of: Void.self) { tasks in
      tasks.addTask {
        defer { continuation.finish() }
        try await services.run()
      }
      if let address = await addresses.first(where: { _ in true }) {
        let gateway = TestGateway(
          port: address.port ?? 0, host: configuration.listener.host, calls: calls, identity: identity,
          services: services)
        do {
          try await body(gateway)
        } catch {
          tasks.cancelAll()
          throw error
        }
        await services.triggerGracefulShutdown()
      }
      try await tasks.waitForAll()
    }
  }
}
