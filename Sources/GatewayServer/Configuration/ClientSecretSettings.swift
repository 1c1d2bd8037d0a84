/// How many client secrets the process keeps (`parley.client_secrets`).
package struct ClientSecretSettings: Equatable, Sendable {
  /// Secrets that have not expired; the next one is refused with 429.
  package var maxCount: Int
  /// Bytes of all the sessions that they carry.
  package var maxBytes: Int

  package init(maxCount: Int = 10_000, maxBytes: Int = 64 << 20) {
    self.maxCount = maxCount
    self.maxBytes = maxBytes
  }
}
