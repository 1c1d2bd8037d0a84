internal import FoundationEssentials
internal import _CryptoExtras

/// A service account's RSA key.
struct SigningKey: Sendable {
  private let key: _RSA.Signing.PrivateKey

  /// Takes PEM, PKCS#8 or PKCS#1. Line ends may be written as `\n`, as they are when JSON went through a shell.
  ///
  /// - Throws: what is wrong with the key, without a byte of it.
  init(pem: Secret, key name: String) throws(FileProblem) {
    let text = pem.exposed.split(separator: "\\n", omittingEmptySubsequences: false).joined(separator: "\n")
    if text.contains("BEGIN EC PRIVATE KEY") {
      throw .badValue(key: name, reason: "holds an EC key; service accounts have RSA keys")
    }
    if text.contains("BEGIN ENCRYPTED") {
      throw .badValue(key: name, reason: "is encrypted; Google's key files are not")
    }
    do { key = try _RSA.Signing.PrivateKey(pemRepresentation: text) } catch {
      throw .badValue(key: name, reason: "is not an RSA private key of at least 2048 bits in PEM form")
    }
  }

  /// RSASSA-PKCS1-v1_5 over SHA-256; the same bytes give the same signature.
  func signature(for bytes: Data) throws -> Data {
    try key.signature(for: bytes, padding: .insecurePKCS1v1_5).rawRepresentation
  }
}
