import Dialects
import GoogleAuth
import Logging
import Testing
import UpstreamSimulator
import WebSocket

@testable import GatewayServer

struct DeploymentProberTests {
  private let logger = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })

  /// What is found out about an AI Studio model with this key, on a simulator that takes `right`.
  private func report(model: String = "gemini-3.8-live", key: String) async throws -> DeploymentReport {
    var settings = SimulatorConfiguration.immediate
    settings.acceptedTokens = ["right"]
    settings.knownModels = ["gemini-3.8-live"]
    let simulator = try await SimulatorService.bind(settings, logger: logger)
    let deployment = ModelDeployment(
      id: "live", provider: .aiStudio, model: model, apiKey: Secret(key),
      apiBase: UpstreamAddress(usesTLS: false, host: "127.0.0.1", port: simulator.port))
    let report = await prober(simulator: nil).report(deployment)
    await simulator.close()
    return report
  }

  private func prober(simulator: UpstreamAddress?) -> DeploymentProber {
    DeploymentProber(
      GatewayConfiguration(), environment: ["NO_GCE_CHECK": "true", "HOME": "/nowhere"], proxies: .none,
      simulator: simulator, logger: logger)
  }

  @Test("A key that is right and a model that exists are told so")
  func ready() async throws {
    let report = try await report(key: "right")
    #expect(report.isFine)
    #expect(report.credential == .fine("API key"))
    guard case .fine(let detail) = report.handshake else { return #expect(report.handshake == .fine("")) }
    #expect(detail.hasPrefix("the model is ready after "))
  }

  @Test("A wrong key is told from the server's refusal, without the key")
  func wrongKey() async throws {
    let report = try await report(key: "wrong-key")
    #expect(!report.isFine)
    guard case .failed(let reason) = report.handshake else { return #expect(report.handshake == .failed("")) }
    #expect(reason.hasPrefix("HTTP 401: "))
    #expect(!reason.contains("wrong-key"))
  }

  @Test("A model that does not exist is told from the close of the connection")
  func unknownModel() async throws {
    guard case .failed(let reason) = try await report(model: "gemini-9", key: "right").handshake else {
      Issue.record("a model that does not exist was ready")
      return
    }
    #expect(reason.contains("1008"))
    #expect(reason.contains("gemini-9"))
  }

  @Test("An address where nobody listens is told with host and port")
  func nobody() async throws {
    let simulator = try await SimulatorService.bind(.immediate, logger: logger)
    let port = simulator.port
    await simulator.close()
    let deployment = ModelDeployment(id: "toy", provider: .simulator, model: "gemini-live-simulator")
    let report = await prober(simulator: UpstreamAddress(usesTLS: false, host: "127.0.0.1", port: port))
      .report(deployment)
    guard case .failed(let reason) = report.handshake else { return #expect(report.handshake == .failed("")) }
    #expect(reason.contains("127.0.0.1 port \(port)"))
  }

  @Test("Without credentials nothing is dialled, and what was looked at is listed")
  func noCredentials() async {
    let deployment = ModelDeployment(id: "live", provider: .vertex, model: "gemini-3.8-live", project: "p")
    let report = await prober(simulator: nil).report(deployment)
    guard case .failed(let reason) = report.credential else { return #expect(report.credential == .failed("")) }
    #expect(reason.contains("gcloud auth application-default login"))
    #expect(report.handshake == .skipped("there is no credential"))
    #expect(!report.isFine)
  }

  @Test("A wildcard has no model to try")
  func wildcard() async {
    let deployment = ModelDeployment(id: "*", provider: .aiStudio, model: "*", apiKey: Secret("k"))
    let report = await prober(simulator: nil).report(deployment)
    #expect(report.handshake == .skipped("clients name the model; ask for one to try it"))
  }
}
