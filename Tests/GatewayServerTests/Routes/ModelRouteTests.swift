import Admission
import Foundation
import GatewayServer
import Testing

struct ModelRouteTests {
  private struct Model: Decodable, Equatable {
    var id: String
    var object: String
    var created: Int
    var owner: String

    private enum CodingKeys: String, CodingKey {
      case id, object, created
      case owner = "owned_by"
    }
  }

  private struct ModelList: Decodable {
    var object: String
    var data: [Model]
  }

  private let key = "Authorization: Bearer \(TestGateway.key)"

  @Test("The models are listed as OpenAI lists them", arguments: ["/v1/models", "/models", "/openai/v1/models"])
  func list(path: String) async throws {
    var configuration = TestGateway.configuration
    configuration.models.add(
      ModelDeployment(id: "live/*", provider: .simulator, model: "*"), as: try #require(ModelNamePattern("live/*")))
    try await TestGateway.run(configuration) { gateway async throws in
      let answer = try await RawHTTP.ask(gateway, "GET \(path)", [key])
      #expect(answer.status == 200)
      let list = try JSONDecoder().decode(ModelList.self, from: Data(answer.body.utf8))
      #expect(list.object == "list")
      #expect(list.data.map(\.id) == ["voice", "live/*"])
      #expect(list.data.allSatisfy { $0.object == "model" && $0.owner == "parley" && $0.created > 1_700_000_000 })
    }
  }

  @Test("A single model is found by its name, also by a wildcard's")
  func one() async throws {
    var configuration = TestGateway.configuration
    configuration.models.add(
      ModelDeployment(id: "live/*", provider: .simulator, model: "*"), as: try #require(ModelNamePattern("live/*")))
    try await TestGateway.run(configuration) { gateway async throws in
      for name in ["voice", "live/two"] {
        let answer = try await RawHTTP.ask(gateway, "GET /v1/models/\(name)", [key])
        #expect(answer.status == 200)
        #expect(try JSONDecoder().decode(Model.self, from: Data(answer.body.utf8)).id == name)
      }
      let answer = try await RawHTTP.ask(gateway, "GET /v1/models/gpt-4o", [key])
      #expect(answer.status == 404)
      #expect(answer.body == Refusal.unknownModel("gpt-4o", known: ["voice", "live/*"]).json)
    }
  }

  @Test("Strangers are not told")
  func needsKey() async throws {
    try await TestGateway.run { gateway async throws in
      for path in ["/v1/models", "/v1/models/voice", "/v1/models/gpt-4o"] {
        let answer = try await RawHTTP.ask(gateway, "GET \(path)")
        #expect(answer.status == 401)
        #expect(answer.body == Refusal.missingKey.json)
        #expect(try await RawHTTP.ask(gateway, "GET \(path)", ["api-key: x"]).body == Refusal.wrongKey.json)
      }
    }
  }
}
