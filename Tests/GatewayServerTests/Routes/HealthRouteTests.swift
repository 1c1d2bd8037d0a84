import GatewayServer
import NIOCore
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

  @Test("HEAD has the head of GET, and no body", arguments: [("/health", 200), ("/nowhere", 404), ("/v1/models", 401)])
  func head(path: String, status: Int) async throws {
    try await TestGateway.run { gateway async throws in
      let get = try await RawHTTP.ask(gateway, "GET \(path)")
      let connection = try await RawHTTP.connect(gateway)
      let text = try await connection.channel.executeThenClose { inbound, outbound in
        let request = "HEAD \(path) HTTP/1.1\r\nHost: x\r\n"
        try await outbound.write(ByteBuffer(string: request + "\r\n" + request + "Connection: close\r\n\r\n"))
        var text = ""
        for try await bytes in inbound { text += String(buffer: bytes) }
        return text
      }
      let answers = text.split(separator: "\r\n\r\n").compactMap { RawHTTP.Answer($0 + "\r\n\r\n") }
      #expect(answers.map(\.status) == [status, status])
      #expect(answers.allSatisfy { $0.headers["content-length"] == get.headers["content-length"] })
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
