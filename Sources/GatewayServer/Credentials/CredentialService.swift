internal import GoogleAuth
package import Logging
package import NIOCore
internal import NIOPosix
internal import ServiceLifecycle
package import WebSocket

/// Keeps the Google tokens of all models warm, from before the first client until the last one has left.
package struct CredentialService: Service {
  /// What calls take their tokens from.
  package let pool: CredentialPool
  private let clients: TokenClients
  private let deployments: [ModelDeployment]
  private let lists: AsyncStream<[ModelDeployment]>
  private let listed: AsyncStream<[ModelDeployment]>.Continuation

  /// It must be run: its HTTP clients are shut down at the end of `run`.
  ///
  /// - Parameters:
  ///   - environment: where credentials are looked for; see `GatewayConfiguration.environment`.
  ///   - proxies: the way to Google, as calls take it.
  package init(
    _ configuration: GatewayConfiguration, environment: [String: String], proxies: ProxySettings,
    on group: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton, logger: Logger
  ) {
    deployments = configuration.models.deployments
    (lists, listed) = AsyncStream.makeStream()
    listed.yield(deployments)
    let clients = TokenClients(
      caFile: configuration.upstream.caFile, others: Set(deployments.compactMap(\.caFile)), proxies: proxies, on: group)
    self.clients = clients
    pool = CredentialPool(logger: logger) {
      Surroundings(http: clients.http(caFile: $0), environment: environment, logger: logger)
    }
  }

  /// Returns when the credentials are there, or will not be soon: nobody needs to be let in before.
  package func settled() async { await pool.settled(for: deployments, within: .seconds(5)) }

  /// From now on the credentials of these are kept warm, too. Their `ca_file`s must be among the first ones.
  package func serve(_ deployments: [ModelDeployment]) { listed.yield(deployments) }

  package func run() async throws {
    await cancelWhenGracefulShutdown { await pool.run(for: lists) }
    // Without Google models there is nothing to keep; calls may go on for as long as they like.
    try? await gracefulShutdown()
    await clients.shutDown()
  }
}

extension CredentialService: CustomStringConvertible {
  package var description: String { "Google credentials" }
}
