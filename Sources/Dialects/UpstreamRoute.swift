package import Conversation

/// All it takes to reach a model, except the secret.
package struct UpstreamRoute: Sendable {
  /// Fresh; each call takes its own copy.
  package var dialect: any UpstreamDialect
  /// Of the WebSocket, with its whole path.
  package var address: UpstreamAddress
  package var credential: CredentialStyle
  /// The model's id at its provider, for logs.
  package var model: String
}
