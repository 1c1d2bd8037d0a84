/// Whose a session is: what its client showed when it began. Nobody else comes back to it.
package struct SessionHolder: Equatable, Sendable {
  /// The digest of the key, or of the one that made the client secret; nil: a gateway without keys.
  package var key: SecretDigest?
  /// The digest of the client secret; nil: it came with the key itself.
  package var clientSecret: SecretDigest?
  /// The `Origin` header.
  package var origin: String?

  package init(key: SecretDigest?, clientSecret: SecretDigest? = nil, origin: String?) {
    self.key = key
    self.clientSecret = clientSecret
    self.origin = origin
  }

  /// Whether somebody who shows `other` is the same: the same key, or a client secret of it if the session began with one,
  /// on a page of the same origin.
  package func isSame(as other: SessionHolder) -> Bool {
    guard key == other.key, origin == other.origin else { return false }
    return other.clientSecret == nil || clientSecret != nil
  }
}
