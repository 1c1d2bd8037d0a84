import GoogleAuth
import Testing

@Suite struct CredentialReportTests {
  @Test("A good credential is reported with account, project and the token's life")
  func good() async throws {
    try await World.run { world in
      world.server.script("/token", .token("access-token-1"))
      let path = try world.write(Files.serviceAccount(world.server), to: "key.json")
      let report = await GoogleCredentials.check(
        CredentialSettings(credentials: Secret(path)), world.surroundings())
      #expect(report.error == nil)
      #expect(
        report.description == """
          credential: service_account from file \(path)
          principal: \(Files.email)
          project: fake-project
          token: obtained, valid for 3599 s
          """)
    }
  }

  @Test("A user without quota project is warned before Vertex AI refuses")
  func warning() async throws {
    try await World.run { world in
      world.server.script("/token", .token("access-token-1"))
      let report = await (try world.source(Files.authorizedUser())).check()
      #expect(report.warnings.count == 1)
      #expect(report.description.contains("warning: a user's credential without quota project"))
      let json = Files.authorizedUser(#", "quota_project_id": "q""#)
      let quiet = await (try world.source(json)).check()
      #expect(quiet.warnings.isEmpty)
      #expect(quiet.description.contains("quota project: q"))
    }
  }

  @Test("What stops the gateway is in the report")
  func bad() async throws {
    try await World.run { world in
      world.server.script("/token", .status(400, #"{"error":"invalid_grant"}"#))
      let report = await (try world.source(Files.authorizedUser())).check()
      #expect(report.tokenLifetime == nil)
      #expect(report.description.contains("principal: person@example.com"))
      #expect(report.description.contains("error: authorized_user person@example.com"))
      let none = await GoogleCredentials.check(CredentialSettings(), world.surroundings(["NO_GCE_CHECK": "true"]))
      #expect(none.description.hasPrefix("error: No Google credentials found. Tried:"))
    }
  }
}
