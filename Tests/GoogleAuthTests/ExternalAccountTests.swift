import Foundation
import GoogleAuth
import Testing

@Suite struct ExternalAccountTests {
  @Test("The subject token is exchanged with exactly Google's fields")
  func exchange() async throws {
    try await World.run { world in
      let path = try world.write("subject-token-value", to: "token")
      world.server.script("/sts", .json(#"{"access_token":"access-token-1","expires_in":"3600"}"#))
      let json = Files.externalAccount(world.server, source: #"{"file": "\#(path)"}"#)
      let token = try await world.source(json).token()
      #expect(token.value.exposed == "access-token-1")
      #expect(token.expiry == world.clock.now + 3600)
      let request = try #require(world.server.requests.first)
      #expect(request.header("Authorization") == nil)
      #expect(
        request.form == [
          "grant_type": "urn:ietf:params:oauth:grant-type:token-exchange", "audience": Files.audience,
          "scope": "https://www.googleapis.com/auth/cloud-platform",
          "requested_token_type": "urn:ietf:params:oauth:token-type:access_token",
          "subject_token": "subject-token-value", "subject_token_type": "urn:ietf:params:oauth:token-type:jwt",
        ])
    }
  }

  @Test("A token file is read anew for every exchange")
  func rotatedFile() async throws {
    try await World.run { world in
      let path = try world.write("one\n", to: "token")
      world.server.script("/sts", .token("access-token-1"))
      let source = try await world.source(
        Files.externalAccount(world.server, source: #"{"file": "\#(path)", "format": {"type": "text"}}"#))
      await source.rejected(try await source.token())
      try world.write("two", to: "token")
      _ = try await source.token()
      // Nothing is trimmed, as in google-auth.
      #expect(world.server.requests.map { $0.form["subject_token"] } == ["one\n", "two"])
    }
  }

  @Test("A field of a JSON file can be the token")
  func jsonFile() async throws {
    try await World.run { world in
      let path = try world.write(#"{"other": 1, "access_token": "subject-token-value"}"#, to: "token.json")
      world.server.script("/sts", .token("access-token-1"))
      let format = #"{"type": "json", "subject_token_field_name": "access_token"}"#
      _ = try await world.source(
        Files.externalAccount(world.server, source: #"{"file": "\#(path)", "format": \#(format)}"#)
      ).token()
      #expect(world.server.requests[0].form["subject_token"] == "subject-token-value")
    }
  }

  @Test(
    "A file that gives no token is named, with what is wrong",
    arguments: [
      (nil, "text", "cannot be read (there is no such file)"), ("", "text", "is empty"), ("x", "json", "is not JSON"),
      ("{}", "json", "has no text field `t`"), (#"{"t":""}"#, "json", "is empty"),
    ])
  func badFile(_ content: String?, type: String, problem: String) async throws {
    try await World.run { world in
      if let content { try world.write(content, to: "token") }
      let path = world.folder.appending(path: "token").path
      let format = #"{"type": "\#(type)", "subject_token_field_name": "t"}"#
      let source = try await world.source(
        Files.externalAccount(world.server, source: #"{"file": "\#(path)", "format": \#(format)}"#))
      let error = try #require(await #expect(throws: GoogleAuthError.self) { try await source.token() })
      #expect("\(error)".contains("no subject token: file \(path) \(problem)"))
      #expect(world.server.requests.isEmpty)
    }
  }

  @Test("A URL is asked with its headers, for text or a JSON field")
  func url() async throws {
    try await World.run { world in
      world.server.script("/imds", .json(#"{"access_token":"subject-token-value"}"#))
      world.server.script("/sts", .token("access-token-1"))
      let url = world.server.url + "/imds?resource=x"
      let source = try await world.source(
        Files.externalAccount(
          world.server,
          source: #"""
            {"url": "\#(url)", "headers": {"Metadata": "True"},
             "format": {"type": "json", "subject_token_field_name": "access_token"}}
            """#))
      await source.rejected(try await source.token())
      _ = try await source.token()
      #expect(world.server.requests.map(\.path) == ["/imds", "/sts", "/imds", "/sts"])
      #expect(world.server.requests[0].target == "/imds?resource=x")
      #expect(world.server.requests[0].method == "GET")
      #expect(world.server.requests[0].header("Metadata") == "True")
      #expect(world.server.requests[1].form["subject_token"] == "subject-token-value")
    }
  }

  @Test("A URL that refuses is an error that names the host")
  func urlRefuses() async throws {
    try await World.run { world in
      world.server.script("/imds", .status(404))
      let source = try await world.source(
        Files.externalAccount(world.server, source: #"{"url": "\#(world.server.url)/imds"}"#))
      let error = try #require(await #expect(throws: GoogleAuthError.self) { try await source.token() })
      #expect("\(error)".contains("the subject token's source 127.0.0.1 answered 404"))
    }
  }

  @Test("An OAuth client is named by HTTP Basic, and then no options are sent")
  func client() async throws {
    try await World.run { world in
      let path = try world.write("subject-token-value", to: "token")
      world.server.script("/sts", .token("access-token-1"))
      let json = Files.externalAccount(
        world.server, source: #"{"file": "\#(path)"}"#,
        #", "client_id": "client-id", "client_secret": "client-secret-value""#)
      _ = try await world.source(json).token()
      #expect(
        world.server.requests[0].header("Authorization") == "Basic Y2xpZW50LWlkOmNsaWVudC1zZWNyZXQtdmFsdWU=")
      #expect(world.server.requests[0].form["options"] == nil)
    }
  }

  @Test("A workforce pool names the project that pays, encoded twice")
  func workforce() async throws {
    try await World.run { world in
      let path = try world.write("subject-token-value", to: "token")
      world.server.script("/sts", .token("access-token-1"))
      let pool = "//iam.googleapis.com/locations/global/workforcePools/pool/providers/provider"
      let json = Files.externalAccount(
        world.server, source: #"{"file": "\#(path)"}"#, #", "workforce_pool_user_project": "my-project""#
      ).replacing(Files.audience, with: pool)
      _ = try await world.source(json).token()
      let options = try #require(world.server.requests[0].form["options"])
      #expect(options == "%7B%22userProject%22%3A%20%22my-project%22%7D")
    }
  }

  @Test("With impersonation the exchanged token is traded once more, for the configured time")
  func impersonation() async throws {
    try await World.run { world in
      let path = try world.write("subject-token-value", to: "token")
      world.server.script("/sts", .token("source-token"))
      world.server.script(
        Files.generatePath, .json(#"{"accessToken":"access-token-1","expireTime":"2023-11-14T22:33:20Z"}"#))
      let json = Files.externalAccount(
        world.server, source: #"{"file": "\#(path)"}"#,
        #"""
        , "service_account_impersonation_url": "\#(world.server.url)\#(Files.generatePath)",
        "service_account_impersonation": {"token_lifetime_seconds": 1200}
        """#)
      let source = try await world.source(json)
      #expect(try await source.token().value.exposed == "access-token-1")
      #expect(world.server.requests[0].form["scope"] == "https://www.googleapis.com/auth/iam")
      #expect(world.server.requests[1].header("Authorization") == "Bearer source-token")
      #expect(
        world.server.requests[1].body
          == #"{"delegates":[],"lifetime":"1200s","scope":["https://www.googleapis.com/auth/cloud-platform"]}"#)
      #expect(source.label.account == Files.target)
    }
  }

  @Test("A refused exchange repeats STS's words and no token")
  func refused() async throws {
    try await World.run { world in
      let path = try world.write("subject-token-value", to: "token")
      world.server.script(
        "/sts",
        .status(
          400, #"{"error":"invalid_grant","error_description":"The token subject-token-value is not from the issuer."}"#
        ))
      let source = try await world.source(Files.externalAccount(world.server, source: #"{"file": "\#(path)"}"#))
      let error = try #require(await #expect(throws: GoogleAuthError.self) { try await source.token() })
      #expect("\(error)".contains("400 invalid_grant: The token *** is not from the issuer. Check the pool"))
      #expect(world.server.requests.count == 1)
    }
  }

  @Test("STS is asked once more after a 5xx")
  func retries() async throws {
    try await World.run { world in
      let path = try world.write("subject-token-value", to: "token")
      world.server.script("/sts", .status(503), .token("access-token-1"))
      _ = try await world.source(Files.externalAccount(world.server, source: #"{"file": "\#(path)"}"#)).token()
      #expect(world.server.requests.count == 2)
    }
  }

  @Test("The project's id is looked up by the number in the audience")
  func project() async throws {
    try await World.run { world in
      let path = try world.write("subject-token-value", to: "token")
      world.server.script("/sts", .token("access-token-1"))
      world.server.script("/v1/projects/123456", .json(#"{"projectId":"found-project"}"#))
      let source = try await world.source(Files.externalAccount(world.server, source: #"{"file": "\#(path)"}"#))
      #expect(try await source.projectID() == "found-project")
      #expect(try await source.projectID() == "found-project")
      let lookUps = world.server.requests("/v1/projects/123456")
      #expect(lookUps.map { $0.header("Authorization") } == ["Bearer access-token-1"])
    }
  }
}
