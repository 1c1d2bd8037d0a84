import Crypto
import Foundation
import Testing
import _CryptoExtras

@testable import GoogleAuth

@Suite struct SigningTests {
  let key: SigningKey
  init() throws { key = try SigningKey(pem: Secret(TestKey.pem), key: "private_key") }

  @Test(
    "The published vectors are signed to the byte",
    arguments: [
      (TestKey.grantPayload, TestKey.grantJWT), (TestKey.selfSignedPayload, TestKey.selfSignedJWT),
    ])
  func vectors(_ payload: String, jwt: String) throws {
    let signed = try JSONWebToken.signed(header: Data(TestKey.header.utf8), payload: Data(payload.utf8), by: key)
    #expect(signed.exposed == jwt)
  }

  @Test("A PKCS#1 key signs as the same key in PKCS#8")
  func pkcs1() throws {
    let pem = try _RSA.Signing.PrivateKey(pemRepresentation: TestKey.pem).pemRepresentation
    #expect(pem.contains("BEGIN RSA PRIVATE KEY"))
    let other = try SigningKey(pem: Secret(pem), key: "private_key")
    #expect(try other.signature(for: Data("x".utf8)) == key.signature(for: Data("x".utf8)))
  }

  @Test("Line ends that a shell turned into \\n are understood")
  func escapedLineEnds() throws {
    let pem = TestKey.pem.split(separator: "\n").joined(separator: "\\n")
    let other = try SigningKey(pem: Secret(pem), key: "private_key")
    #expect(try other.signature(for: Data("x".utf8)) == key.signature(for: Data("x".utf8)))
  }

  @Test("Keys that no service account has are refused by name")
  func others() throws {
    let elliptic = P256.Signing.PrivateKey().pemRepresentation
    for pem in [elliptic, "-----BEGIN EC PRIVATE KEY-----", "-----BEGIN ENCRYPTED PRIVATE KEY-----", "hello", "***"] {
      let problem = #expect(throws: FileProblem.self) { try SigningKey(pem: Secret(pem), key: "private_key") }
      #expect(problem?.description.hasPrefix("the key `private_key` ") == true)
    }
  }
}
