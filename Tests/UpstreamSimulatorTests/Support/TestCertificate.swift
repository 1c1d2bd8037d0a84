import Crypto
import Foundation
import NIOSSL
import SwiftASN1
import X509

/// A certificate for 127.0.0.1, made for one test, and what a client needs to trust it.
struct TestCertificate {
  let server: NIOSSLContext
  let trust: NIOSSLContext

  init() throws {
    let key = P256.Signing.PrivateKey()
    let name = try DistinguishedName { CommonName("simulator") }
    let certificate = try Certificate(
      version: .v3, serialNumber: Certificate.SerialNumber(), publicKey: .init(key.publicKey),
      notValidBefore: Date(timeIntervalSinceNow: -3_600), notValidAfter: Date(timeIntervalSinceNow: 3_600),
      issuer: name, subject: name, signatureAlgorithm: .ecdsaWithSHA256,
      extensions: Certificate.Extensions {
        SubjectAlternativeNames([.ipAddress(ASN1OctetString(contentBytes: [127, 0, 0, 1]))])
      }, issuerPrivateKey: .init(key))
    var serializer = DER.Serializer()
    try serializer.serialize(certificate)
    let leaf = try NIOSSLCertificate(bytes: serializer.serializedBytes, format: .der)
    let privateKey = try NIOSSLPrivateKey(bytes: Array(key.pemRepresentation.utf8), format: .pem)
    server = try NIOSSLContext(
      configuration: .makeServerConfiguration(
        certificateChain: [.certificate(leaf)], privateKey: .privateKey(privateKey)))
    var client = TLSConfiguration.makeClientConfiguration()
    client.trustRoots = .certificates([leaf])
    trust = try NIOSSLContext(configuration: client)
  }
}
