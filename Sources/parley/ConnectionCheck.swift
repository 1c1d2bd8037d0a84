import Dialects
import GatewayServer
import Logging
import UpstreamSimulator
import WebSocket

/// Tries one deployment for `parley check --connect`. A model of the embedded simulator gets one for the occasion.
struct ConnectionCheck {
  var configuration: GatewayConfiguration
  /// Of the process.
  var environment: [String: String]

  func report(_ deployment: ModelDeployment) async -> DeploymentReport {
    // The report says what is wrong; a log would say it twice.
    let logger = Logger(label: "parley.check", factory: { _ in SwiftLogNoOpLogHandler() })
    do {
      let environment = configuration.environment(over: environment)
      var proxies = try ProxySettings(environment: environment)
      // The simulator inside this program, and metadata servers, are never behind a proxy.
      proxies.exceptions += ["localhost", "127.0.0.1", "::1"]
      let simulator = try await simulator(for: deployment, logger)
      let prober = DeploymentProber(
        configuration, environment: environment, proxies: proxies,
        simulator: simulator.map { UpstreamAddress(usesTLS: false, host: "127.0.0.1", port: $0.port) }, logger: logger)
      let report = await prober.report(deployment)
      await simulator?.close()
      return report
    } catch {
      return DeploymentReport(
        credential: .skipped("see the handshake"), token: .skipped("see the handshake"), handshake: .failed("\(error)"))
    }
  }

  private func simulator(for deployment: ModelDeployment, _ logger: Logger) async throws -> SimulatorService? {
    guard deployment.provider == .simulator, deployment.apiBase == nil else { return nil }
    return try await SimulatorService.bind(SimulatorConfiguration(), logger: logger)
  }
}
