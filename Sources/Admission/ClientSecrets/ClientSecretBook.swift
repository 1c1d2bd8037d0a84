/// The client secrets of one process: bounded in number and in bytes. Expired ones are kept as long as there is room, so
/// that whoever still uses one learns why it does not work any more.
package struct ClientSecretBook: Equatable, Sendable {
  /// Secrets, expired ones included.
  package let capacity: Int
  /// Bytes of all their sessions.
  package let byteCapacity: Int
  package private(set) var bytes = 0
  private var secrets: [SecretDigest: ClientSecret] = [:]
  /// No secret expires earlier.
  private var firstExpiry = Int.max

  package init(capacity: Int, byteCapacity: Int) {
    self.capacity = capacity
    self.byteCapacity = byteCapacity
  }

  package var count: Int { secrets.count }

  package subscript(digest: SecretDigest) -> ClientSecret? { secrets[digest] }

  package enum Outcome: Equatable, Sendable {
    case kept
    /// No room, although everything that had expired is gone; the first of the rest expires in so many seconds, 1 at
    /// least.
    case full(retryAfterSeconds: Int)
  }

  /// A secret was made. Expired ones make room for it where there is none, the oldest first.
  ///
  /// - Parameter now: unix seconds.
  package mutating func made(_ secret: ClientSecret, under digest: SecretDigest, at now: Int) -> Outcome {
    if !hasRoom(for: secret) { expire(until: now, toFit: secret) }
    guard hasRoom(for: secret) else {
      return .full(retryAfterSeconds: secrets.isEmpty ? 1 : max(1, firstExpiry - now))
    }
    bytes += secret.session.count - (secrets[digest]?.session.count ?? 0)
    secrets[digest] = secret
    firstExpiry = min(firstExpiry, secret.expiresAt)
    return .kept
  }

  private func hasRoom(for secret: ClientSecret) -> Bool {
    secrets.count < capacity && secret.session.count <= byteCapacity - bytes
  }

  /// Looks at all of them only if there is one that has expired.
  private mutating func expire(until now: Int, toFit secret: ClientSecret) {
    guard firstExpiry <= now else { return }
    let expired = secrets.filter { $0.value.expiresAt <= now }.sorted { $0.value.expiresAt < $1.value.expiresAt }
    // More than is needed: the next ones must not search again.
    for (index, entry) in expired.enumerated() where index <= expired.count / 2 || !hasRoom(for: secret) {
      secrets[entry.key] = nil
      bytes -= entry.value.session.count
    }
    firstExpiry = secrets.values.map(\.expiresAt).min() ?? .max
  }
}
