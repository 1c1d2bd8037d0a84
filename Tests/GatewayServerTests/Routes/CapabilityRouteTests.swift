import Admission
import Conversation
import Dialects
import Foundation
import GatewayServer
import Testing

struct CapabilityRouteTests {
  private struct Row: Decodable {
    var names: [String]
    var verdict: String
  }

  private struct Capabilities: Decodable {
    struct Upstream: Decodable {
      var model: String
    }

    var object: String
    var model: String
    var upstream: Upstream?
    var contracts: [String]?
    var limits: [String: Int]?
    var setup: [String]?
    var rows: [Row]?

    private enum CodingKeys: String, CodingKey {
      case object, model, upstream, contracts, limits, setup
      case rows = "session_fields"
    }
  }

  private struct Listing: Decodable {
    var object: String
    var data: [Capabilities]
  }

  private let key = "Authorization: Bearer \(TestGateway.key)"

  private func configuration() throws -> GatewayConfiguration {
    var configuration = TestGateway.configuration
    var newest = ModelDeployment(
      id: "newest", provider: .vertex, model: "gemini-3.8-live", project: "secret-project", contract: .plain)
    newest.setup.googleSearch = SetupBlock.Search()
    configuration.models.add(newest, as: ModelNamePattern(literal: "newest"))
    configuration.models.add(
      ModelDeployment(id: "vertex/*", provider: .vertex, model: "*", project: "secret-project"),
      as: try #require(ModelNamePattern("vertex/*")))
    return configuration
  }

  @Test("A model's capabilities are told field by field", arguments: ["/v1/capabilities", "/capabilities"])
  func one(path: String) async throws {
    try await TestGateway.run(configuration()) { gateway async throws in
      let answer = try await RawHTTP.ask(gateway, "GET \(path)?model=newest", [key])
      #expect(answer.status == 200)
      #expect(!answer.body.contains("secret-project"))
      let told = try JSONDecoder().decode(Capabilities.self, from: Data(answer.body.utf8))
      #expect(told.object == "parley.capabilities" && told.model == "newest")
      #expect(told.upstream?.model == "gemini-3.8-live")
      #expect(told.contracts == ["plain"])
      #expect(told.setup == ["google_search"])
      #expect(told.limits?["session_seconds"] == 3_600 && told.limits?["context_tokens"] == 131_072)
      #expect(told.rows?.first { $0.names.contains("instructions") }?.verdict == "mapped")
    }
  }

  @Test("A wildcard's model is known by the name that is asked for")
  func wildcard() async throws {
    try await TestGateway.run(configuration()) { gateway async throws in
      let answer = try await RawHTTP.ask(
        gateway, "GET /v1/capabilities?model=vertex%2Fgemini-live-2.5-flash", [key])
      let told = try JSONDecoder().decode(Capabilities.self, from: Data(answer.body.utf8))
      #expect(told.upstream?.model == "gemini-live-2.5-flash")
    }
  }

  @Test("Without a model, all are told in short")
  func all() async throws {
    try await TestGateway.run(configuration()) { gateway async throws in
      let answer = try await RawHTTP.ask(gateway, "GET /v1/capabilities", [key])
      #expect(answer.status == 200)
      let list = try JSONDecoder().decode(Listing.self, from: Data(answer.body.utf8))
      #expect(list.object == "list")
      #expect(list.data.map(\.model) == ["voice", "newest", "vertex/*"])
      #expect(list.data.map { $0.upstream?.model != nil } == [true, true, false])
      #expect(list.data.allSatisfy { $0.rows == nil })
    }
  }

  @Test("An unknown model is OpenAI's 404, which names the models")
  func unknown() async throws {
    try await TestGateway.run(configuration()) { gateway async throws in
      let answer = try await RawHTTP.ask(gateway, "GET /v1/capabilities?model=gpt-4o", [key])
      #expect(answer.status == 404)
      #expect(answer.body == Refusal.unknownModel("gpt-4o", known: ["voice", "newest", "vertex/*"]).json)
    }
  }

  @Test("Strangers are not told")
  func needsKey() async throws {
    try await TestGateway.run { gateway async throws in
      for path in ["/v1/capabilities", "/v1/capabilities?model=voice", "/v1/capabilities?model=gpt-4o"] {
        let answer = try await RawHTTP.ask(gateway, "GET \(path)")
        #expect(answer.status == 401)
        #expect(answer.body == Refusal.missingKey.json)
      }
    }
  }
}
