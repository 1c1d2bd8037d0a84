/// SHA-256 of a key or a client secret. What is kept and compared are digests: who reads the memory or the store of a
/// gateway gets nothing to come in with.
package struct SecretDigest: Hashable, Sendable {
  /// 32 bytes.
  package let bytes: [UInt8]

  package init(bytes: [UInt8]) {
    self.bytes = bytes
  }
}
