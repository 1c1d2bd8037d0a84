import GatewayServer
import Testing

struct HealthRouteTests {
  @Test("Health says that all is well, which version this is, and how many sessions are open")
  func health() async throws {
    try await TestGateway.run { gateway async throws in
      let idle = try await RawHTTP.ask(gateway, "GET /health")
      #expect(idle.status == 200)
      #expect(idle.headers["content-type"] == "application/json")
      #expect(idle.body == #"{"status":"ok","version":"\#(ParleyVersion.current)","sessions":0}"#)
      let client = try await TestClient.connect(gateway)
      #expect(try await RawHTTP.ask(gateway, "GET /health").body.hasSuffix(#""sessions":1}"#))
      client.close()
    }
  }

  @Test("Liveness has LiteLLM's spelling and its answer", arguments: ["/health/liveliness", "/health/liveness"])
  func liveness(path: String) async throws {
    try await TestGateway.run { gateway async throws in
      let answer = try await RawHTTP.ask(gateway, "GET \(path)")
      #expect(answer.status == 200)
      #expect(answer.body == #""I'm alive!""#)
    }
  }

  @Test("A gateway that takes sessions is ready")
  func readiness() async throws {
    try await TestGateway.run { gateway async throws in
      let answer = try await RawHTTP.ask(gateway, "GET /health/readiness")
      #expect(answer.status == 200)
      #expect(answer.body == #"{"status":"ready","open_sessions":0,"max_sessions":1000}"#)
    }
  }

  @Test("HEAD has the head of GET, and no body")
  func head() async throws {
    try await TestGateway.run { gateway async throws in
      let answer = try await RawHTTP.ask(gateway, "HEAD /health", ["Connection: close"])
      #expect(answer.status == 200)
      #expect(answer.headers["content-type"] == "application/json")
      #expect(answer.body.isEmpty)
    }
  }

  @Test("Health needs no key and is found behind a prefix")
  func prefix() async throws {
    var configuration = TestGateway.configuration
    configuration.listener.pathPrefix = "/voice"
    try await TestGateway.run(configuration) { gateway async throws in
      for path in ["/voice/health/", "/health"] {
        let answer = try await RawHTTP.ask(gateway, "GET \(path)")
        #expect(answer.status == 200)
      }
    }
  }
}
