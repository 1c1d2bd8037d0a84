import AsyncHTTPClient
import Testing

@testable import GoogleAuth

@Suite struct AuthHTTPTests {
  /// Two proxies instead of a proxy and none: whoever is called shows which client was chosen, and nothing leaves
  /// this machine.
  func withProxies(
    bypassing hosts: Set<String> = [],
    _ body: (World, Surroundings, _ proxy: FakeServer, _ direct: FakeServer) async throws -> Void
  ) async throws {
    try await World.run { world in
      let servers = [try await FakeServer.start(), try await FakeServer.start()]
      let clients = servers.map { server in
        var configuration = AuthHTTP.recommendedConfiguration
        configuration.proxy = .server(host: "127.0.0.1", port: server.port)
        return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
      }
      var surroundings = world.surroundings()
      surroundings.http = AuthHTTP(client: clients[0], direct: clients[1]) { hosts.contains($0) }
      let result: Result<Void, any Error>
      do { result = .success(try await body(world, surroundings, servers[0], servers[1])) } catch {
        result = .failure(error)
      }
      for client in clients { try await client.shutdown() }
      for server in servers { try await server.stop() }
      try result.get()
    }
  }

  @Test("Google is reached through the proxy")
  func proxy() async throws {
    try await withProxies { _, surroundings, proxy, direct in
      let settings = CredentialSettings(credentials: Secret(Files.authorizedUser()))
      let source = try await GoogleCredentials.find(settings, surroundings)
      await #expect(throws: GoogleAuthError.self) { try await source.token() }
      #expect(proxy.requests.first?.method == "CONNECT")
      #expect(proxy.requests.first?.target == "oauth2.googleapis.com:443")
      #expect(direct.requests.isEmpty)
    }
  }

  @Test("Hosts of NO_PROXY and metadata addresses bypass it", arguments: ["idp.internal.example", "169.254.169.254"])
  func bypass(_ host: String) async throws {
    try await withProxies(bypassing: ["idp.internal.example"]) { world, surroundings, proxy, direct in
      let json = Files.externalAccount(world.server, source: #"{"url": "http://\#(host)/token"}"#)
      let source = try await GoogleCredentials.find(CredentialSettings(credentials: Secret(json)), surroundings)
      await #expect(throws: GoogleAuthError.self) { try await source.token() }
      #expect(proxy.requests.isEmpty)
      #expect(direct.requests.first?.header("Host") == host)
    }
  }

  @Test("An answer that does not come, or not whole, ends with the request's time", arguments: ["/silent", "/half"])
  func stalled(_ path: String) async throws {
    try await World.run { world in
      world.server.script("/silent", .silence)
      world.server.script("/half", .init(body: "{", missing: 100))
      let http = world.surroundings().http
      let fault = await #expect(throws: HTTPFault.self) {
        try await http.send(.get(world.server.url + path), timeout: .seconds(1))
      }
      guard case .noAnswer("nothing, or not all, within 1.0 seconds") = fault else {
        Issue.record("\(String(describing: fault))")
        return
      }
      #expect(world.server.requests.map(\.path) == [path])
    }
  }

  @Test("A redirect is not followed: a token request goes where it was meant to go")
  func redirect() async throws {
    try await World.run { world in
      world.server.script("/token", .init(status: 307, headers: [("Location", world.server.url + "/elsewhere")]))
      let source = try await world.source(Files.authorizedUser())
      await #expect(throws: GoogleAuthError.self) { try await source.token() }
      #expect(world.server.requests.map(\.path) == ["/token"])
    }
  }
}
