import Admission
import GatewayServer
import NIOCore
import Testing

/// Requests that lead nowhere, and those of browsers.
struct OtherRequestTests {
  @Test(
    "A realtime path without a handshake says what is missing", arguments: ["/realtime", "/v1/realtime?model=voice"])
  func upgradeRequired(path: String) async throws {
    try await TestGateway.run { gateway async throws in
      let answer = try await RawHTTP.ask(gateway, "GET \(path)")
      #expect(answer.status == 426)
      #expect(answer.headers["content-type"] == "application/json")
      #expect(answer.body.contains(#""code":"upgrade_required""#))
    }
  }

  @Test("Everything else is 404, in OpenAI's words")
  func notFound() async throws {
    try await TestGateway.run { gateway async throws in
      let answer = try await RawHTTP.ask(gateway, "POST /v1/chat/completions", ["Content-Length: 0"])
      #expect(answer.status == 404)
      #expect(answer.body == Refusal.unknownPath("/v1/chat/completions").json)
    }
  }

  @Test("A known path with another method is 405", arguments: ["POST", "DELETE", "OPTIONS"])
  func methods(method: String) async throws {
    try await TestGateway.run { gateway async throws in
      let answer = try await RawHTTP.ask(gateway, "\(method) /v1/models", ["Content-Length: 0"])
      #expect(answer.status == 405)
      #expect(answer.body.contains(#""code":"method_not_allowed""#))
    }
  }

  @Test("A long body is refused by its announced length, and cut off without one")
  func longBodies() async throws {
    try await TestGateway.run { gateway async throws in
      let answer = try await RawHTTP.ask(gateway, "POST /health", ["Content-Length: 1000000"])
      #expect(answer.status == 413)

      let connection = try await RawHTTP.connect(gateway)
      try await connection.channel.executeThenClose { inbound, outbound in
        try await outbound.write(
          ByteBuffer(string: "POST /health HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"))
        let chunk = ByteBuffer(string: "8000\r\n" + String(repeating: "x", count: 0x8000) + "\r\n")
        // The connection ends in the middle, at the sender's side or at ours.
        do {
          for _ in 0..<9 { try await outbound.write(chunk) }
          for try await _ in inbound {}
        } catch is IOError {}
      }
    }
  }

  @Test("Browsers of allowed origins may read the answers, and ask beforehand")
  func crossOrigin() async throws {
    var configuration = TestGateway.configuration
    configuration.listener.allowedOrigins = ["https://app.example"]
    try await TestGateway.run(configuration) { gateway async throws in
      let asked = try await RawHTTP.ask(
        gateway, "OPTIONS /v1/models",
        ["Origin: https://app.example", "Access-Control-Request-Method: GET", "Connection: close"])
      #expect(asked.status == 204)
      #expect(asked.headers["access-control-allow-origin"] == "https://app.example")
      #expect(asked.headers["access-control-allow-headers"] == "authorization, api-key, content-type")
      let read = try await RawHTTP.ask(gateway, "GET /v1/models", ["Origin: https://app.example"])
      #expect(read.status == 401)
      #expect(read.headers["access-control-allow-origin"] == "https://app.example")
      let foreign = try await RawHTTP.ask(gateway, "GET /health", ["Origin: https://evil.example"])
      #expect(foreign.status == 200)
      #expect(foreign.headers["access-control-allow-origin"] == nil)
    }
  }

  @Test("One connection serves one request after another")
  func keepAlive() async throws {
    try await TestGateway.run { gateway async throws in
      let connection = try await RawHTTP.connect(gateway)
      try await connection.channel.executeThenClose { inbound, outbound in
        var answers = inbound.makeAsyncIterator()
        for _ in 0..<2 {
          try await outbound.write(ByteBuffer(string: "GET /health/liveness HTTP/1.1\r\nHost: x\r\n\r\n"))
          var text = ""
          while !text.hasSuffix("alive!\"") { text += String(buffer: try #require(try await answers.next())) }
          #expect(text.hasPrefix("HTTP/1.1 200 OK"))
        }
      }
    }
  }
}
