internal import Dialects

/// What a client that comes back says at the handshake. It holds a secret: never log it whole.
struct ReattachWish: Equatable, Sendable {
  var sessionID: String
  /// `session.reattach_token` of its `session.created`.
  var token: String?
  /// The last event that it has seen.
  var lastEventID: String?

  /// Browsers cannot send this header on a WebSocket; they have the query.
  static let tokenHeader = "x-reattach-token"

  /// Nil: the client begins a session.
  init?(_ facts: HandshakeFacts, tokenHeader: String?) {
    guard let sessionID = facts.queryValue("session_id") else { return nil }
    self.sessionID = sessionID
    token = tokenHeader ?? facts.queryValue("reattach_token")
    lastEventID = facts.queryValue("last_event_id")
  }
}
