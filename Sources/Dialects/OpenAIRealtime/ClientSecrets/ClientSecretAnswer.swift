import ByteJSON
package import Conversation

/// What a call that made a client secret is answered.
package struct ClientSecretAnswer: Equatable, Sendable {
  /// `ek_…`: shown here and never again.
  package var value: String
  /// Unix seconds.
  package var expiresAt: Int
  /// The session that the secret stands for; it does not exist before somebody connects.
  package var session: SessionView

  package init(value: String, expiresAt: Int, session: SessionView) {
    self.value = value
    self.expiresAt = expiresAt
    self.session = session
  }

  /// The JSON of the answer, in the shape of the call.
  package func json(to call: ClientSecretCall) -> [UInt8] {
    var writer = JSONWriter()
    writer.object {
      switch call {
      case .clientSecrets:
        secret(&$0)
        $0.session(session, .ga)
      case .sessions, .transcriptionSessions:
        $0.sessionMembers(session, .beta)
        $0.object("client_secret") { secret(&$0) }
      }
    }
    return writer.bytes
  }

  private func secret(_ writer: inout JSONWriter) {
    writer.member("value", value)
    writer.member("expires_at", expiresAt)
  }
}
