import Conversation
import GatewayServer
import GoogleAuth
import Testing

struct RestartNeedTests {
  private let old = TestGateway.configuration

  @Test("Models, keys, limits and certificates can be taken by a running gateway")
  func taken() {
    var new = old
    new.models.add(
      ModelDeployment(id: "other", provider: .simulator, model: "simulated"), as: ModelNamePattern(literal: "other"))
    new.access.keys = [Secret("sk-other")]
    new.access.pinned = [.instructions]
    new.listener.maxSessions = 3
    new.listener.allowedOrigins = ["*"]
    new.listener.tls.mode = .required
    new.limits.maxItems = 20
    new.timings.setupQuiet = .zero
    #expect(RestartNeed.settings(from: old, to: new) == [])
  }

  @Test("What was decided when the process began is named")
  func needsRestart() {
    var new = old
    new.listener.port = 4001
    new.logging.format = .json
    new.upstream.caFile = "ca.pem"
    #expect(
      RestartNeed.settings(from: old, to: new) == ["parley.port", "parley.log_format", "parley.ca_file"])
  }

  @Test("A simulator or an authority that was not there needs a restart; leaving one does not")
  func parts() {
    var google = old
    google.models = ModelTable([
      ModelTable.Entry(
        name: ModelNamePattern(literal: "voice"),
        deployments: [ModelDeployment(id: "voice", provider: .vertex, model: "gemini-3.8-live", caFile: "ca.pem")])
    ])
    #expect(RestartNeed.settings(from: old, to: google) == ["ca_file of a model"])
    #expect(
      RestartNeed.settings(from: google, to: old) == ["a simulator/ model, where there was none"])
  }
}
