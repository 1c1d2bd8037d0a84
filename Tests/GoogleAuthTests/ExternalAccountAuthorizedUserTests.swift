import GoogleAuth
import Testing

@Suite struct ExternalAccountAuthorizedUserTests {
  @Test("The refresh token goes to the token service under the client's name")
  func request() async throws {
    try await World.run { world in
      world.server.script("/oauthtoken", .token("access-token-1", seconds: 3600))
      let token = try await world.source(Files.workforceUser(world.server)).token()
      #expect(token.value.exposed == "access-token-1")
      let request = try #require(world.server.requests.first)
      #expect(request.header("Authorization") == "Basic Y2xpZW50LWlkOmNsaWVudC1zZWNyZXQtdmFsdWU=")
      #expect(request.form == ["grant_type": "refresh_token", "refresh_token": "refresh-token-value"])
    }
  }

  @Test("A new refresh token replaces the old")
  func rotation() async throws {
    try await World.run { world in
      world.server.script(
        "/oauthtoken",
        .json(#"{"access_token":"access-token-1","expires_in":"3600","refresh_token":"rotated-refresh-token"}"#))
      let source = try await world.source(Files.workforceUser(world.server))
      await source.rejected(try await source.token())
      _ = try await source.token()
      #expect(world.server.requests[1].form["refresh_token"] == "rotated-refresh-token")
    }
  }

  @Test("A login that ended says to log in again")
  func ended() async throws {
    try await World.run { world in
      world.server.script("/oauthtoken", .status(400, #"{"error":"invalid_grant"}"#))
      let source = try await world.source(Files.workforceUser(world.server))
      let error = try #require(await #expect(throws: GoogleAuthError.self) { try await source.token() })
      #expect(error.nextStep == "Run `gcloud auth application-default login` with --login-config again.")
    }
  }
}
