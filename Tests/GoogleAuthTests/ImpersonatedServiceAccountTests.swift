import Foundation
import GoogleAuth
import Testing

@Suite struct ImpersonatedServiceAccountTests {
  func grant(_ value: String, _ expireTime: String = "2023-11-14T23:13:20Z") -> FakeServer.Reply {
    .json(#"{"accessToken":"\#(value)","expireTime":"\#(expireTime)"}"#)
  }

  @Test("The source's token is traded for the target's")
  func trade() async throws {
    try await World.run { world in
      world.server.script("/token", .token("source-token"))
      world.server.script(Files.generatePath, grant("access-token-1"))
      let json = Files.impersonated(
        world.server, source: Files.authorizedUser(), #", "delegates": ["projects/-/serviceAccounts/middle"]"#)
      let source = try await world.source(json)
      let token = try await source.token()
      #expect(token.value.exposed == "access-token-1")
      #expect(token.expiry == world.clock.now + 3600)
      #expect(world.server.requests.map(\.path) == ["/token", Files.generatePath])
      let request = world.server.requests[1]
      #expect(request.method == "POST")
      #expect(request.header("Authorization") == "Bearer source-token")
      #expect(request.header("Content-Type") == "application/json")
      #expect(
        request.body == #"{"delegates":["projects/-/serviceAccounts/middle"],"lifetime":"3600s","#
          + #""scope":["https://www.googleapis.com/auth/cloud-platform"]}"#)
      #expect(try await source.identity().principal == Files.target)
    }
  }

  @Test("Without delegates an empty list is sent")
  func noDelegates() async throws {
    try await World.run { world in
      world.server.script("/token", .token("source-token"))
      world.server.script(Files.generatePath, grant("access-token-1"))
      _ = try await world.source(Files.impersonated(world.server, source: Files.authorizedUser())).token()
      #expect(world.server.requests[1].body.hasPrefix(#"{"delegates":[],"#))
    }
  }

  @Test("A service account as source asks only for what impersonation needs")
  func sourceScope() async throws {
    try await World.run { world in
      world.server.script("/token", .token("source-token"))
      world.server.script(Files.generatePath, grant("access-token-1"))
      _ = try await world.source(Files.impersonated(world.server, source: Files.serviceAccount(world.server))).token()
      let assertion = try #require(world.server.requests[0].form["assertion"])
      var payload = String(assertion.split(separator: ".")[1])
      payload += String(repeating: "=", count: (4 - payload.count % 4) % 4)
      let data = try #require(Data(base64Encoded: payload.replacing("-", with: "+").replacing("_", with: "/")))
      #expect(String(decoding: data, as: UTF8.self).contains(#""scope":"https://www.googleapis.com/auth/iam""#))
    }
  }

  @Test("A workforce login can be the source")
  func workforceSource() async throws {
    try await World.run { world in
      world.server.script("/oauthtoken", .token("source-token"))
      world.server.script(Files.generatePath, grant("access-token-1"))
      let json = Files.impersonated(world.server, source: Files.workforceUser(world.server))
      let token = try await world.source(json).token()
      #expect(token.value.exposed == "access-token-1")
    }
  }

  @Test("An end with fractions of a second is understood")
  func fractions() async throws {
    try await World.run { world in
      world.server.script("/token", .token("source-token"))
      world.server.script(Files.generatePath, grant("access-token-1", "2023-11-14T22:23:20.123456789Z"))
      let json = Files.impersonated(world.server, source: Files.authorizedUser())
      let token = try await world.source(json).token()
      #expect(token.expiry == world.clock.now + 600)
    }
  }

  @Test("Each level is refreshed when it must be, and no sooner")
  func levels() async throws {
    try await World.run { world in
      world.server.script("/token", .token("source-token"))
      world.server.script(Files.generatePath, grant("access-token-1"), grant("access-token-2"))
      let source = try await world.source(Files.impersonated(world.server, source: Files.authorizedUser()))
      await source.rejected(try await source.token())
      #expect(try await source.token().value.exposed == "access-token-2")
      #expect(world.server.requests("/token").count == 1)
      #expect(world.server.requests(Files.generatePath).count == 2)
    }
  }

  @Test("A source token that ended early is replaced once")
  func sourceRejected() async throws {
    try await World.run { world in
      world.server.script("/token", .token("source-token"), .token("access-token-2"))
      world.server.script(Files.generatePath, .status(401), grant("access-token-1"))
      let json = Files.impersonated(world.server, source: Files.authorizedUser())
      let token = try await world.source(json).token()
      #expect(token.value.exposed == "access-token-1")
      let bearers = world.server.requests(Files.generatePath).map { $0.header("Authorization") }
      #expect(bearers == ["Bearer source-token", "Bearer access-token-2"])
    }
  }

  @Test("Without permission the error names the role and the target, after one request")
  func forbidden() async throws {
    try await World.run { world in
      world.server.script("/token", .token("source-token"))
      world.server.script(
        Files.generatePath,
        .status(
          403,
          #"{"error":{"code":403,"status":"PERMISSION_DENIED","#
            + #""message":"Permission 'iam.serviceAccounts.getAccessToken' denied"}}"#))
      let source = try await world.source(Files.impersonated(world.server, source: Files.authorizedUser()))
      let error = try #require(await #expect(throws: GoogleAuthError.self) { try await source.token() })
      #expect(!error.isTransient)
      #expect("\(error)".contains("403 PERMISSION_DENIED"))
      #expect(error.nextStep.hasPrefix("Grant roles/iam.serviceAccountTokenCreator on \(Files.target)"))
      #expect(world.server.requests(Files.generatePath).count == 1)
    }
  }

  @Test("IAM is asked once more after a 5xx, not twice")
  func retries() async throws {
    try await World.run { world in
      world.server.script("/token", .token("source-token"))
      world.server.script(Files.generatePath, .status(503))
      let source = try await world.source(Files.impersonated(world.server, source: Files.authorizedUser()))
      await #expect(throws: GoogleAuthError.self) { try await source.token() }
      #expect(world.server.requests(Files.generatePath).count == 2)
    }
  }

  @Test("An error of the source is the source's error")
  func sourceError() async throws {
    try await World.run { world in
      world.server.script("/token", .status(400, #"{"error":"invalid_grant"}"#))
      let source = try await world.source(Files.impersonated(world.server, source: Files.authorizedUser()))
      let error = try #require(await #expect(throws: GoogleAuthError.self) { try await source.token() })
      #expect("\(error)".contains("authorized_user person@example.com"))
      #expect(world.server.requests(Files.generatePath).isEmpty)
    }
  }
}
