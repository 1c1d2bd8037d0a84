/// Who this call is.
package struct SessionIdentity: Equatable, Sendable {
  package var sessionID: String
  package var conversationID: String
  /// The model's name as the client asked for it.
  package var model: String

  package init(sessionID: String, conversationID: String, model: String) {
    self.sessionID = sessionID
    self.conversationID = conversationID
    self.model = model
  }
}
