import GoogleAuth
import Testing

@Suite struct AuthorizedUserTests {
  @Test("The refresh token is sent as a form with four fields and no scope")
  func request() async throws {
    try await World.run { world in
      world.server.script("/token", .token("access-token-1"))
      let token = try await world.source(Files.authorizedUser()).token()
      #expect(token.value.exposed == "access-token-1")
      #expect(token.expiry == world.clock.now + 3599)
      let request = try #require(world.server.requests.first)
      #expect(world.server.requests.count == 1)
      #expect(request.method == "POST")
      #expect(request.header("Content-Type") == "application/x-www-form-urlencoded")
      #expect(request.header("Authorization") == nil)
      #expect(request.header("x-goog-user-project") == nil)
      #expect(
        request.form == [
          "grant_type": "refresh_token", "client_id": "client-id", "client_secret": "client-secret-value",
          "refresh_token": "refresh-token-value",
        ])
    }
  }

  @Test("A refresh token that the server replaces is used the next time")
  func rotation() async throws {
    try await World.run { world in
      world.server.script(
        "/token",
        .json(#"{"access_token":"access-token-1","expires_in":3599,"refresh_token":"rotated-refresh-token"}"#),
        .token("access-token-2"))
      let source = try await world.source(Files.authorizedUser())
      await source.rejected(try await source.token())
      #expect(try await source.token().value.exposed == "access-token-2")
      #expect(
        world.server.requests.map { $0.form["refresh_token"] } == ["refresh-token-value", "rotated-refresh-token"])
    }
  }

  @Test("Two 503 and a 200 are three requests, with 1 s and 2 s between")
  func retries() async throws {
    try await World.run { world in
      world.server.script("/token", .status(503), .status(503), .token("access-token-1"))
      _ = try await world.source(Files.authorizedUser()).token()
      #expect(world.server.requests.count == 3)
      #expect(world.clock.slept == [.seconds(1), .seconds(2)])
    }
  }

  @Test("A server that stays down is asked three times, and the error says that it may pass")
  func down() async throws {
    try await World.run { world in
      world.server.script("/token", .status(503, "<html>busy</html>"))
      let source = try await world.source(Files.authorizedUser())
      let error = try #require(await #expect(throws: GoogleAuthError.self) { try await source.token() })
      #expect(world.server.requests.count == 3)
      #expect(error.isTransient)
      #expect("\(error)".hasSuffix("127.0.0.1 answered 503. The gateway tries again by itself."))
    }
  }

  @Test("A revoked login is one request and says which command to run")
  func revoked() async throws {
    try await World.run { world in
      world.server.script(
        "/token",
        .status(400, #"{"error":"invalid_grant","error_description":"Token has been expired or revoked."}"#))
      let source = try await world.source(Files.authorizedUser())
      let error = try #require(await #expect(throws: GoogleAuthError.self) { try await source.token() })
      #expect(world.server.requests.count == 1)
      #expect(!error.isTransient)
      #expect(
        "\(error)" == "authorized_user person@example.com from the credentials JSON in the configuration: 127.0.0.1 "
          + "answered 400 invalid_grant: Token has been expired or revoked. "
          + "Run `gcloud auth application-default login`.")
    }
  }

  @Test(
    "A login that wants reauthentication recommends a service account", arguments: ["invalid_rapt", "rapt_required"])
  func reauthentication(_ subtype: String) async throws {
    try await World.run { world in
      world.server.script("/token", .status(400, #"{"error":"invalid_grant","error_subtype":"\#(subtype)"}"#))
      let source = try await world.source(Files.authorizedUser())
      let error = try #require(await #expect(throws: GoogleAuthError.self) { try await source.token() })
      #expect("\(error)".contains("(\(subtype))"))
      #expect(error.nextStep.contains("service account"))
    }
  }

  @Test(
    "A lifetime may be a number, a text or missing",
    arguments: [
      (#","expires_in":100"#, 100), (#","expires_in":"200""#, 200), ("", 3600), (#","expires_in":1e99"#, 86_400),
    ])
  func lifetime(_ field: String, seconds: Int) async throws {
    try await World.run { world in
      world.server.script("/token", .json(#"{"access_token":"access-token-1"\#(field)}"#))
      let token = try await world.source(Files.authorizedUser()).token()
      #expect(token.expiry == world.clock.now + seconds)
    }
  }

  @Test(
    "An answer that holds no usable token is an error, not a token",
    arguments: [
      "", "[]", "{}", #"{"access_token":""}"#, #"{"access_token":7}"#, #"{"access_token":"a","expires_in":"soon"}"#,
      #"{"id_token":"eyJ"}"#, #"{"access_token":"a","expires_in":0}"#, #"{"access_token":"a","expires_in":-5}"#,
    ])
  func nonsense(_ body: String) async throws {
    try await World.run { world in
      world.server.script("/token", .json(body))
      let source = try await world.source(Files.authorizedUser())
      let error = try #require(await #expect(throws: GoogleAuthError.self) { try await source.token() })
      guard case .badAnswer = error else {
        Issue.record("\(error)")
        return
      }
      #expect(world.server.requests.count == 1)
    }
  }

  @Test("An answer without end is not read to its end")
  func endless() async throws {
    try await World.run { world in
      world.server.script("/token", .json(String(repeating: " ", count: 2 << 20)))
      let source = try await world.source(Files.authorizedUser())
      await #expect(throws: GoogleAuthError.self) { try await source.token() }
    }
  }
}
