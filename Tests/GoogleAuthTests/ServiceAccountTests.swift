import Foundation
import GoogleAuth
import Testing
import _CryptoExtras

@Suite struct ServiceAccountTests {
  /// Header and claims of a JWT whose signature the test key's public half confirms.
  func verified(_ jwt: String) throws -> (header: [String: String], claims: [String: String]) {
    let parts = jwt.split(separator: ".").map(String.init)
    try #require(parts.count == 3)
    let key = try _RSA.Signing.PrivateKey(pemRepresentation: TestKey.pem).publicKey
    let signature = _RSA.Signing.RSASignature(rawRepresentation: try decode(parts[2]))
    let input = Data("\(parts[0]).\(parts[1])".utf8)
    #expect(key.isValidSignature(signature, for: input, padding: .insecurePKCS1v1_5))
    return (try fields(parts[0]), try fields(parts[1]))
  }

  private func decode(_ part: String) throws -> Data {
    let text = part.replacing("-", with: "+").replacing("_", with: "/")
    return try #require(Data(base64Encoded: text + String(repeating: "=", count: (4 - text.count % 4) % 4)))
  }

  private func fields(_ part: String) throws -> [String: String] {
    let object = try #require(try JSONSerialization.jsonObject(with: decode(part)) as? [String: Any])
    return object.mapValues { "\($0)" }
  }

  @Test("The grant is a signed assertion with google-auth's claims")
  func grant() async throws {
    try await World.run { world in
      world.server.script("/token", .token("access-token-1"))
      let token = try await world.source(Files.serviceAccount(world.server)).token()
      #expect(token.value.exposed == "access-token-1")
      let request = try #require(world.server.requests.first)
      #expect(request.header("Content-Type") == "application/x-www-form-urlencoded")
      #expect(Set(request.form.keys) == ["grant_type", "assertion"])
      #expect(request.form["grant_type"] == "urn:ietf:params:oauth:grant-type:jwt-bearer")
      let (header, claims) = try verified(try #require(request.form["assertion"]))
      #expect(header == ["typ": "JWT", "alg": "RS256", "kid": "kid-1"])
      #expect(
        claims == [
          "iss": Files.email, "aud": "https://oauth2.googleapis.com/token", "iat": "1700000000", "exp": "1700003600",
          "scope": "https://www.googleapis.com/auth/cloud-platform",
        ])
    }
  }

  @Test("A self-signed token asks nobody")
  func selfSigned() async throws {
    try await World.run { world in
      let source = try await world.source(Files.serviceAccount(world.server)) { $0.selfSignedJWT = true }
      let token = try await source.token()
      #expect(world.server.requests.isEmpty)
      #expect(token.expiry == world.clock.now + 3600)
      let (_, claims) = try verified(token.value.exposed)
      #expect(
        claims == [
          "iss": Files.email, "sub": Files.email, "iat": "1700000000", "exp": "1700003600",
          "scope": "https://www.googleapis.com/auth/cloud-platform",
        ])
    }
  }

  @Test("An account of another universe signs its tokens itself")
  func universe() async throws {
    try await World.run { world in
      let json = Files.serviceAccount(world.server, #", "universe_domain": "example-cloud.com""#)
      let source = try await world.source(json)
      #expect(try verified(try await source.token().value.exposed).claims["sub"] == Files.email)
      #expect(try await source.identity().universeDomain == "example-cloud.com")
    }
  }

  @Test("A token service down twice is asked three times; one that refuses is asked once")
  func retries() async throws {
    try await World.run { world in
      world.server.script("/token", .status(503), .status(503), .token("access-token-1"))
      _ = try await world.source(Files.serviceAccount(world.server)).token()
      #expect(world.server.requests.count == 3)
      world.server.script("/token", .status(400, #"{"error":"invalid_grant"}"#))
      let source = try await world.source(Files.serviceAccount(world.server))
      await #expect(throws: GoogleAuthError.self) { try await source.token() }
      #expect(world.server.requests.count == 4)
    }
  }

  @Test(
    "Google's refusals are explained",
    arguments: [
      ("Invalid JWT Signature.", "create a new key"),
      ("Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe.", "clock"),
      ("Invalid grant: account not found", "deleted or disabled"),
    ])
  func refusals(_ reason: String, step: String) async throws {
    try await World.run { world in
      world.server.script("/token", .status(400, #"{"error":"invalid_grant","error_description":"\#(reason)"}"#))
      let source = try await world.source(Files.serviceAccount(world.server))
      let error = try #require(await #expect(throws: GoogleAuthError.self) { try await source.token() })
      #expect(error.nextStep.contains(step))
      #expect("\(error)".contains(Files.email))
    }
  }

  @Test("A key that got only an id_token is an error that says so")
  func idToken() async throws {
    try await World.run { world in
      world.server.script("/token", .json(#"{"id_token":"something"}"#))
      let source = try await world.source(Files.serviceAccount(world.server))
      let error = try #require(await #expect(throws: GoogleAuthError.self) { try await source.token() })
      #expect("\(error)".contains("only an id_token"))
    }
  }
}
