import GatewayServer
import NIOCore
import NIOSSL
import Testing

/// One port for all: TLS and plain, IPv4 and IPv6.
struct PortTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Trusts the gateway's own certificate and nothing else.
  private func trust(_ gateway: TestGateway) throws -> NIOSSLContext {
    let file = try #require(gateway.identity?.selfSignedFile)
    var configuration = TLSConfiguration.makeClientConfiguration()
    configuration.trustRoots = .file(file)
    return try NIOSSLContext(configuration: configuration)
  }

  private func configuration(_ mode: TLSSettings.Mode) -> GatewayConfiguration {
    var configuration = TestGateway.configuration
    configuration.listener.tls.mode = mode
    return configuration
  }

  @Test("TLS and plain clients share the port, and a call knows which it has")
  func bothOnOnePort() async throws {
    let state = StateDirectory(path: folder.path)
    try await TestGateway.run(configuration(.optional), state: state) { gateway async throws in
      let tls = try trust(gateway)
      #expect(try await RawHTTP.upgrade(gateway, "/realtime?model=voice").status == 101)
      #expect(try await RawHTTP.upgrade(gateway, "/realtime?model=voice", tls: tls).status == 101)
      #expect(gateway.calls.requests.map(\.isSecure) == [false, true])
      #expect(try await RawHTTP.ask(gateway, "GET /health").status == 200)
      #expect(try await RawHTTP.ask(gateway, "GET /health", tls: tls).status == 200)
      #expect(try await RawHTTP.upgrade(gateway, "/realtime?model=voice", [], tls: tls).status == 401)
    }
  }

  @Test("Where TLS is required, a plain client is told so")
  func required() async throws {
    let state = StateDirectory(path: folder.path)
    try await TestGateway.run(configuration(.required), state: state) { gateway async throws in
      let answer = try await RawHTTP.upgrade(gateway, "/realtime?model=voice")
      #expect(answer.status == 400)
      #expect(answer.body == "This port speaks TLS only: use https:// or wss://.\n")
      let tls = try trust(gateway)
      #expect(try await RawHTTP.upgrade(gateway, "/realtime?model=voice", tls: tls).status == 101)
    }
  }

  @Test("Where TLS is off, its first byte is no HTTP")
  func off() async throws {
    var anyone = TLSConfiguration.makeClientConfiguration()
    anyone.certificateVerification = .none
    let tls = try NIOSSLContext(configuration: anyone)
    try await TestGateway.run { gateway async throws in
      await #expect(throws: (any Error).self) { try await RawHTTP.ask(gateway, "GET /health", tls: tls) }
      #expect(try await RawHTTP.ask(gateway, "GET /health").status == 200)
    }
  }

  @Test("Every interface means IPv4 and IPv6")
  func bothFamilies() async throws {
    var configuration = TestGateway.configuration
    configuration.listener.host = "::"
    try await TestGateway.run(configuration) { gateway async throws in
      for host in ["127.0.0.1", "::1"] {
        #expect(try await RawHTTP.upgrade(gateway, "/realtime?model=voice", host: host).status == 101)
      }
      #expect(gateway.calls.requests.map(\.peer) == ["127.0.0.1", "::1"])
    }
  }

  @Test("A port in use keeps the gateway from starting")
  func portInUse() async throws {
    try await TestGateway.run { gateway async throws in
      var configuration = TestGateway.configuration
      configuration.listener.port = gateway.port
      let second = configuration
      await #expect(throws: IOError.self) {
        try await TestGateway.run(second) { _ in Issue.record("listens all the same") }
      }
    }
  }
}
