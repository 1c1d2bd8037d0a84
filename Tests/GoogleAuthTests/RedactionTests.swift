import Foundation
import GoogleAuth
import Testing

/// Every kind of credential meets servers that send back all they were told; nothing of it may come through.
@Suite struct RedactionTests {
  static let kinds = ["user", "service", "impersonated", "workforce", "file", "url", "aws", "executable", "metadata"]

  /// A credential of a kind, of which every value that must stay secret is one of `Files.secrets`.
  func source(_ kind: String, _ world: World) async throws -> TokenSource {
    let path = try world.write("subject-token-value", to: "token")
    let url = world.server.url
    switch kind {
    case "user": return try await world.source(Files.authorizedUser())
    case "service": return try await world.source(Files.serviceAccount(world.server))
    case "impersonated":
      return try await world.source(Files.impersonated(world.server, source: Files.workforceUser(world.server)))
    case "workforce": return try await world.source(Files.workforceUser(world.server))
    case "file": return try await world.source(Files.externalAccount(world.server, source: #"{"file": "\#(path)"}"#))
    case "url":
      return try await world.source(Files.externalAccount(world.server, source: #"{"url": "\#(url)/subject"}"#))
    case "aws":
      let source = #"{"environment_id": "aws1", "region_url": "\#(url)/zone", "url": "\#(url)/roles"}"#
      let environment = [
        "AWS_REGION": "x", "AWS_ACCESS_KEY_ID": "id", "AWS_SECRET_ACCESS_KEY": "AwsSecretAccessKeyValue",
        "AWS_SESSION_TOKEN": "aws-session-token",
      ]
      return try await world.source(
        Files.externalAccount(world.server, source: source, type: AWSSourceTests.type), environment)
    case "executable":
      let answer = #"{"version":1,"success":false,"code":"eyJabc.def","message":"no ya29.access-token-1 eyJx"}"#
      let program = try world.write("#!/bin/sh\necho '\(answer)'\n", to: "program", executable: true)
      let json = Files.externalAccount(
        world.server, source: #"{"executable": {"command": "\#(program) subject-token-value"}}"#)
      return try await world.source(
        json, ["GOOGLE_EXTERNAL_ACCOUNT_ALLOW_EXECUTABLES": "1", "PATH": "/usr/bin:/bin"])
    case _:
      world.server.script("/", MetadataServerTests.presence)
      let environment = ["GCE_METADATA_HOST": world.server.host, "GCE_METADATA_IP": world.server.host]
      return try await GoogleCredentials.find(CredentialSettings(), world.surroundings(environment))
    }
  }

  /// Answers that hold everything secret in every place that errors quote.
  static let echoes: [FakeServer.Reply] = {
    let everything = Files.secrets.joined(separator: " ") + " eyJhbGciOiJSUzI1NiJ9.e30.sig ya29.abc 1//xyz"
    return [
      .status(
        400, #"{"error":"\#(everything)","error_description":"\#(everything)","error_subtype":"\#(everything)"}"#),
      .status(403, #"{"error":{"status":"\#(everything)","message":"\#(everything)"}}"#), .status(500, everything),
      .json(everything), .json(#"{"access_token":"","note":"\#(everything)"}"#),
    ]
  }()

  @Test("No error and no log line holds a secret that a server sent back", arguments: kinds, echoes.indices)
  func echo(_ kind: String, reply: Int) async throws {
    // The clock stands still for the program, which must not time out.
    try await World.run(skipsSleeps: kind != "executable") { world in
      let paths = ["/token", "/oauthtoken", "/sts", "/subject", MetadataServerTests.tokenPath, Files.generatePath]
      for path in paths { world.server.script(path, Self.echoes[reply]) }
      let source = try await source(kind, world)
      let report = await source.check()
      let error = try #require(report.error)
      var texts = [
        report.description, "\(report)", String(describing: error), String(reflecting: error), "\(source.label)",
      ]
      dump(error, to: &texts[0])
      texts += world.log.all
      for text in texts {
        for secret in sent(world) where text.contains(secret) { Issue.record("“\(secret)” is in: \(text)") }
      }
    }
  }

  /// The secrets of the files and of what was really sent: assertions, bearers, subject tokens.
  func sent(_ world: World) -> [String] {
    // What a server made up by itself is its own affair, unless it looks like a token.
    let shapes = ["eyJ", "ya29.", "1//"]
    let requests = world.server.requests.flatMap { request in
      let credentials = request.header("Authorization")?.split(separator: " ").last.map(String.init)
      let password = credentials.flatMap { Data(base64Encoded: $0) }
        .flatMap { String(decoding: $0, as: UTF8.self).split(separator: ":").last.map(String.init) }
      return ["assertion", "refresh_token", "client_secret", "subject_token"].compactMap { request.form[$0] }
        + [credentials, password].compactMap { $0 }
    }
    return shapes + requests.filter { $0.count > 4 }
  }

  @Test("A broken credential file is described without its content")
  func files() async throws {
    try await World.run { world in
      let contents = [
        String(Files.serviceAccount(world.server).dropLast(3)), "subject-token-value",
        "{\"private_key\": MIIEvQIBADAN}",
        Files.serviceAccount(world.server, key: "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASC\n"),
        #"{"type": "authorized_user", "client_id": {"client_secret": "client-secret-value"}}"#,
      ]
      for content in contents {
        let path = try world.write(content, to: "credentials.json")
        let report = await GoogleCredentials.check(CredentialSettings(credentials: Secret(path)), world.surroundings())
        let error = try #require(report.error)
        for secret in Files.secrets { #expect(!String(reflecting: error).contains(secret)) }
      }
    }
  }

  @Test("Settings do not show the JSON they hold")
  func settings() {
    let settings = CredentialSettings(credentials: Secret(Files.authorizedUser()))
    #expect(!"\(settings)".contains("refresh-token-value"))
  }
}
