import Conversation
package import Dialects
import GoogleAuth
package import Logging
package import NIOCore
import NIOPosix
package import WebSocket

/// `parley check --connect`: finds a deployment's credential, gets a token, and shakes hands with its model, the way a
/// call would.
package struct DeploymentProber: Sendable {
  private let configuration: GatewayConfiguration
  private let environment: [String: String]
  private let proxies: ProxySettings
  private let simulator: UpstreamAddress?
  private let group: any EventLoopGroup
  private let logger: Logger

  /// - Parameters:
  ///   - environment: where credentials are looked for; see `GatewayConfiguration.environment`.
  ///   - simulator: where the embedded simulator listens, if a model needs it.
  package init(
    _ configuration: GatewayConfiguration, environment: [String: String], proxies: ProxySettings,
    simulator: UpstreamAddress?, on group: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton, logger: Logger
  ) {
    self.configuration = configuration
    self.environment = environment
    self.proxies = proxies
    self.simulator = simulator
    self.group = group
    self.logger = logger
  }

  package func report(_ deployment: ModelDeployment) async -> DeploymentReport {
    if deployment.provider == .simulator {
      let handshake = await handshake(deployment, secret: nil)
      return DeploymentReport(
        credential: .skipped("a simulator needs none"), token: .skipped("a simulator needs none"), handshake: handshake)
    }
    if let key = deployment.apiKey {
      let handshake = await handshake(deployment, secret: key.exposed)
      return DeploymentReport(
        credential: .fine("API key"), token: .skipped("an API key needs none"), handshake: handshake)
    }
    return await withTokenClients(deployment) { await google(deployment, $0) }
  }

  private func google(_ deployment: ModelDeployment, _ surroundings: Surroundings) async -> DeploymentReport {
    do throws(GoogleAuthError) {
      let source = try await GoogleCredentials.find(deployment.credentialSettings, surroundings)
      let found = await source.check()
      var report = DeploymentReport(found, of: deployment, handshake: .skipped("there is no token"))
      guard found.error == nil else { return report }
      let token = try await source.token()
      report.handshake = await handshake(
        deployment, secret: token.value.exposed, project: found.identity?.project, quotaProject: source.quotaProject)
      return report
    } catch {
      return DeploymentReport(
        credential: .failed("\(error)"), project: deployment.project, location: deployment.location,
        token: .skipped("there is no credential"), handshake: .skipped("there is no credential"))
    }
  }

  private func handshake(
    _ deployment: ModelDeployment, secret: String?, project: String? = nil, quotaProject: String? = nil
  ) async -> DeploymentReport.Step {
    guard !deployment.model.contains("*") else { return .skipped("clients name the model; ask for one to try it") }
    let route: UpstreamRoute
    do throws(InvalidOption) {
      route = try deployment.route(
        credentialProject: project, quotaProject: quotaProject, simulator: simulator, shared: configuration.upstream)
    } catch {
      return .failed(error.message)
    }
    let upstreams = UpstreamConnectors(
      proxies: proxies, timings: configuration.timings, limits: configuration.limits)
    do throws(WebSocketConnectError) {
      let connector = try upstreams.connector(caFile: deployment.caFile ?? configuration.upstream.caFile)
      return await HandshakeTrial.run(
        route, secret: secret, contract: deployment.contract ?? .ga, connector: connector, on: group.next())
    } catch {
      return .failed("\(error)")
    }
  }

  /// Token requests trust what the deployment's calls trust. The clients end with the report.
  private func withTokenClients(
    _ deployment: ModelDeployment, _ body: (Surroundings) async -> DeploymentReport
  ) async -> DeploymentReport {
    let caFile = deployment.caFile ?? configuration.upstream.caFile
    let clients = TokenClients(caFile: caFile, others: [], proxies: proxies, on: group)
    let http = clients.http(caFile: nil)
    let report = await body(Surroundings(http: http, environment: environment, logger: logger))
    await clients.shutDown()
    return report
  }
}
