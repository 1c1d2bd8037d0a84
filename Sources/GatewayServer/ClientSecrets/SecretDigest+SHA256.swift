package import Admission
internal import Crypto

extension SecretDigest {
  /// Of a key or a client secret.
  package init(of secret: String) {
    self.init(bytes: Array(SHA256.hash(data: Array(secret.utf8))))
  }
}
