import Admission
import GatewayServer
import Testing

/// Web pages, and what proxies say about where they come from.
struct OriginTests {
  private func status(_ gateway: TestGateway, _ headers: String...) async throws -> Int {
    try await RawHTTP.upgrade(gateway, "/realtime?model=voice", ["api-key: \(TestGateway.key)"] + headers).status
  }

  @Test("Pages of the same host may connect, others not")
  func sameHost() async throws {
    try await TestGateway.run { gateway async throws in
      #expect(try await status(gateway, "Origin: http://localhost:\(gateway.port)") == 101)
      #expect(try await status(gateway, "Origin: http://localhost") == 403)
      #expect(try await status(gateway, "Origin: null") == 403)
      let answer = try await RawHTTP.upgrade(
        gateway, "/realtime?model=voice", ["api-key: \(TestGateway.key)", "Origin: https://evil.example"])
      #expect(answer.status == 403)
      #expect(answer.body == Refusal.originNotAllowed.json)
    }
  }

  @Test("Pages of listed origins may connect")
  func listed() async throws {
    var configuration = TestGateway.configuration
    configuration.listener.allowedOrigins = ["https://app.example", "https://*.example.org"]
    try await TestGateway.run(configuration) { gateway async throws in
      #expect(try await status(gateway, "Origin: https://app.example") == 101)
      #expect(try await status(gateway, "Origin: https://voice.example.org") == 101)
      #expect(try await status(gateway, "Origin: https://example.org") == 403)
    }
  }

  @Test("A trusted proxy says which client it speaks for, over which scheme and to which host")
  func trustedProxy() async throws {
    var configuration = TestGateway.configuration
    configuration.listener.trustedProxies = TrustedProxies([try #require(AddressRange("127.0.0.0/8"))])
    try await TestGateway.run(configuration) { gateway async throws in
      let admitted = try await status(
        gateway, "Origin: https://voice.example", "X-Forwarded-For: 203.0.113.9, 198.51.100.7",
        "X-Forwarded-Proto: https", "X-Forwarded-Host: voice.example")
      #expect(admitted == 101)
      let call = try #require(gateway.calls.requests.first)
      #expect(call.peer == "198.51.100.7")
      #expect(call.isSecure)
    }
  }

  @Test("Anyone else is taken for what the socket says")
  func untrusted() async throws {
    try await TestGateway.run { gateway async throws in
      let forged = [
        "X-Forwarded-For: 203.0.113.9", "X-Forwarded-Proto: https", "X-Forwarded-Host: voice.example",
      ]
      #expect(try await status(gateway, forged[0], forged[1], forged[2]) == 101)
      let call = try #require(gateway.calls.requests.first)
      #expect(call.peer == "127.0.0.1")
      #expect(!call.isSecure)
      #expect(try await status(gateway, forged[2], "Origin: https://voice.example") == 403)
    }
  }
}
