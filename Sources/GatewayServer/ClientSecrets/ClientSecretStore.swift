package import Admission

/// Where client secrets are kept: in this process (`InMemoryClientSecrets`), or in a place that several gateways share.
package protocol ClientSecretStore: Sendable {
  /// Keeps a secret until it expires. Throws where it cannot: there is no room, or the place cannot be reached.
  ///
  /// - Parameter now: unix seconds.
  func keep(_ secret: ClientSecret, under digest: SecretDigest, at now: Int) async throws(Refusal)

  /// The secret of that digest, expired or not; nil: none is known.
  func secret(under digest: SecretDigest) async throws(Refusal) -> ClientSecret?
}
