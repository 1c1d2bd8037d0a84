internal import Crypto
package import FoundationEssentials
internal import SwiftASN1
internal import X509

/// A certificate for development: it vouches for itself, so clients must be told to trust it (`SSL_CERT_FILE`). It says
/// that it is an authority, since some TLS libraries trust nothing else from such a file.
package struct SelfSignedCertificate: Equatable, Sendable {
  /// PEM.
  package let certificate: String
  /// PEM; a secret.
  package let privateKey: String

  package static let certificateFile = "certificate.pem"
  package static let privateKeyFile = "private-key.pem"

  /// Days that a new one is valid, and days before its end at which it is replaced.
  private static let validDays = 365.0
  private static let replaceDays = 7.0
  private static let day = 86_400.0

  /// The one in `directory` if it can be used, else a new one, which is then kept there.
  ///
  /// - Throws: `StateDirectoryError`, or what the certificate library says.
  package static func kept(
    in directory: StateDirectory, hostName: String, now: Date
  ) throws -> SelfSignedCertificate {
    if let certificate = directory.read(certificateFile), let privateKey = directory.read(privateKeyFile) {
      let known = SelfSignedCertificate(certificate: certificate, privateKey: privateKey)
      if known.isUsable(at: now) { return known }
    }
    let new = try make(hostName: hostName, now: now)
    try directory.save(new.privateKey, as: privateKeyFile, mode: 0o600)
    try directory.save(new.certificate, as: certificateFile, mode: 0o644)
    return new
  }

  /// A new one, for `localhost`, the loopback addresses and this machine's name.
  package static func make(hostName: String, now: Date) throws -> SelfSignedCertificate {
    let key = P256.Signing.PrivateKey()
    let name = try DistinguishedName {
      CommonName("Parley development certificate")
    }
    let publicKey = Certificate.PublicKey(key.publicKey)
    let identifier = SubjectKeyIdentifier(hash: publicKey)
    let certificate = try Certificate(
      version: .v3, serialNumber: Certificate.SerialNumber(), publicKey: publicKey,
      // Clocks differ a little.
      notValidBefore: now.addingTimeInterval(-day), notValidAfter: now.addingTimeInterval(validDays * day),
      issuer: name, subject: name, signatureAlgorithm: .ecdsaWithSHA256,
      extensions: Certificate.Extensions {
        Critical(BasicConstraints.isCertificateAuthority(maxPathLength: 0))
        Critical(KeyUsage(digitalSignature: true, keyCertSign: true))
        try ExtendedKeyUsage([.serverAuth])
        SubjectAlternativeNames(alternativeNames(hostName))
        identifier
        AuthorityKeyIdentifier(keyIdentifier: identifier.keyIdentifier)
      },
      issuerPrivateKey: Certificate.PrivateKey(key))
    return SelfSignedCertificate(
      certificate: try certificate.serializeAsPEM().pemString + "\n", privateKey: key.pemRepresentation + "\n")
  }

  private static func alternativeNames(_ hostName: String) -> [GeneralName] {
    var names = ["localhost"]
    let isName = hostName.utf8.allSatisfy { byte in
      byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
        || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }
    if isName, !hostName.isEmpty, hostName != "localhost" { names.append(hostName) }
    let addresses: [[UInt8]] = [[127, 0, 0, 1], Array(repeating: 0, count: 15) + [1]]
    return names.map { .dnsName($0) } + addresses.map { .ipAddress(ASN1OctetString(contentBytes: $0[...])) }
  }

  /// True if both files belong together and the certificate is valid for some time to come.
  private func isUsable(at now: Date) -> Bool {
    guard let certificate = try? Certificate(pemEncoded: certificate),
      let key = try? P256.Signing.PrivateKey(pemRepresentation: privateKey)
    else { return false }
    return certificate.publicKey == Certificate.PublicKey(key.publicKey) && certificate.notValidBefore <= now
      && certificate.notValidAfter > now.addingTimeInterval(Self.replaceDays * Self.day)
  }
}

extension SelfSignedCertificate: CustomStringConvertible, CustomReflectable {
  /// Without the key.
  package var description: String { certificate }
  package var customMirror: Mirror { Mirror(self, children: ["certificate": certificate]) }
}
