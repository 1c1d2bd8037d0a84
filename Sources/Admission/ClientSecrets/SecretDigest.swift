/// SHA-256 of a key or a client secret. What is kept and compared are digests: who reads the memory or the store of a
/// gateway gets nothing to come in with.
package struct SecretDigest: Hashable, Sendable {
  /// 32 bytes.
  package let bytes: [UInt8]

  package init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// Takes the same time wherever the two differ.
  package func isEqual(to other: SecretDigest) -> Bool {
    guard bytes.count == other.bytes.count else { return false }
    var difference: UInt8 = 0
    for index in bytes.indices { difference |= bytes[index] ^ other.bytes[index] }
    return difference == 0
  }
}
