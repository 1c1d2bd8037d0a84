import Crypto
import Foundation
import NIOCore
import NIOSSL
import SwiftASN1
import X509

/// A certificate authority that lives as long as a test.
struct TestAuthority {
  private let key = Certificate.PrivateKey(P256.Signing.PrivateKey())
  private let name: DistinguishedName
  let certificate: Certificate

  init() throws {
    name = try DistinguishedName { CommonName("Test authority \(UInt64.random(in: .min ... .max))") }
    certificate = try Self.certificate(
      for: name, key: key.publicKey, issuer: name, issuerKey: key,
      extensions: Certificate.Extensions {
        Critical(BasicConstraints.isCertificateAuthority(maxPathLength: nil))
        Critical(KeyUsage(keyCertSign: true))
      })
  }

  /// The TLS settings of a server with a certificate for `names` and `addresses` (four bytes each).
  func server(names: [String] = ["localhost"], addresses: [[UInt8]] = [[127, 0, 0, 1]]) throws -> NIOSSLContext {
    let serverKey = P256.Signing.PrivateKey()
    let alternatives =
      names.map { GeneralName.dnsName($0) }
      + addresses.map { GeneralName.ipAddress(ASN1OctetString(contentBytes: $0[...])) }
    let certificate = try Self.certificate(
      for: try DistinguishedName { CommonName("server") }, key: Certificate.PrivateKey(serverKey).publicKey,
      issuer: name, issuerKey: key,
      extensions: Certificate.Extensions { SubjectAlternativeNames(alternatives) })
    let pem = try certificate.serializeAsPEM().pemString
    var configuration = TLSConfiguration.makeServerConfiguration(
      certificateChain: [.certificate(try NIOSSLCertificate(bytes: Array(pem.utf8), format: .pem))],
      privateKey: .privateKey(
        try NIOSSLPrivateKey(bytes: Array(serverKey.pemRepresentation.utf8), format: .pem)))
    configuration.shutdownTimeout = .seconds(2)
    return try NIOSSLContext(configuration: configuration)
  }

  /// Calls `body` with the path of a PEM file of this authority, as `ca_file` names one.
  func withFile<Result>(_ body: (String) async throws -> Result) async throws -> Result {
    let path = NSTemporaryDirectory() + "authority-\(UUID().uuidString).pem"
    try certificate.serializeAsPEM().pemString.write(toFile: path, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(atPath: path) }
    return try await body(path)
  }

  private static func certificate(
    for subject: DistinguishedName, key: Certificate.PublicKey, issuer: DistinguishedName,
    issuerKey: Certificate.PrivateKey, extensions: Certificate.Extensions
  ) throws -> Certificate {
    try Certificate(
      version: .v3, serialNumber: Certificate.SerialNumber(), publicKey: key, notValidBefore: Date() - 3600,
      notValidAfter: Date() + 3600, issuer: issuer, subject: subject, signatureAlgorithm: .ecdsaWithSHA256,
      extensions: extensions, issuerPrivateKey: issuerKey)
  }
}
