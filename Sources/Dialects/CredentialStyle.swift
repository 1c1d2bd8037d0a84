/// How a connection says who pays for it. The secret itself is the shell's.
package enum CredentialStyle: Equatable, Sendable {
  /// A Google access token; the quota project goes along if there is one.
  case bearer(quotaProject: String?)
  /// A Google API key.
  case apiKey
  /// A token that is no secret: what the simulator of this program is shown.
  case fixedBearer(String)

  /// The headers of the handshake. `secret` is the access token or API key, without white space around it; nil where
  /// none is needed.
  package func headers(secret: String?) -> [(name: String, value: String)] {
    switch (self, secret) {
    case (.bearer(let quotaProject), let token?):
      [("authorization", "Bearer " + token)] + (quotaProject.map { [("x-goog-user-project", $0)] } ?? [])
    case (.apiKey, let key?): [("x-goog-api-key", key)]
    case (.fixedBearer(let token), _): [("authorization", "Bearer " + token)]
    case (.bearer, nil), (.apiKey, nil): []
    }
  }
}
