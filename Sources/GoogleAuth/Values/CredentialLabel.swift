/// How errors and log lines name a credential: never a secret in it.
package struct CredentialLabel: Sendable, Hashable, CustomStringConvertible {
  package var kind: CredentialKind
  package var origin: CredentialOrigin
  /// A service account's e-mail, a user's account, a workload pool; nil if the file does not say.
  package var account: String?

  package var description: String {
    "\(kind)\(account.map { " " + $0 } ?? "") from \(origin)"
  }
}
