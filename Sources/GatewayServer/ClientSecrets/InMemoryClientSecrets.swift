package import Admission
internal import NIOConcurrencyHelpers

/// The client secrets of this process. They are gone with it.
package final class InMemoryClientSecrets: ClientSecretStore {
  private let book: NIOLockedValueBox<ClientSecretBook>

  package init(_ settings: ClientSecretSettings = ClientSecretSettings()) {
    book = NIOLockedValueBox(ClientSecretBook(capacity: settings.maxCount, byteCapacity: settings.maxBytes))
  }

  package func keep(_ secret: ClientSecret, under digest: SecretDigest, at now: Int) async throws(Refusal) {
    switch book.withLockedValue({ $0.made(secret, under: digest, at: now) }) {
    case .kept: return
    case .full(let seconds): throw .tooManyClientSecrets(retryAfterSeconds: seconds)
    }
  }

  package func secret(under digest: SecretDigest) async throws(Refusal) -> ClientSecret? {
    book.withLockedValue { $0[digest] }
  }
}
