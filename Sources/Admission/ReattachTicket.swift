/// What opens the way back to a session for a client that lost its connection. The token itself is not in here.
package struct ReattachTicket: Equatable, Sendable {
  package var token: SecretDigest
  package var holder: SessionHolder

  package init(token: SecretDigest, holder: SessionHolder) {
    self.token = token
    self.holder = holder
  }

  /// How all tokens begin.
  package static let prefix = "rt_"

  package func admits(token shown: SecretDigest, from other: SessionHolder) -> Bool {
    token.isEqual(to: shown) && holder.isSame(as: other)
  }
}

extension Refusal {
  /// One text for everything that can be wrong, so that nobody learns which sessions there are.
  package static let sessionNotFound = Refusal(
    status: 404, code: "session_not_found",
    message:
      "No session of this id waits here for a client with this key and this reattach_token. A session waits as long "
      + "as parley.timings.reattach_window says, in the gateway process where it began. Begin a new one.",
    param: "session_id")

  package static let missingReattachToken = Refusal(
    status: 400, code: "missing_required_parameter",
    message:
      "To come back to a session, send session.reattach_token of its session.created as ?reattach_token= or as the "
      + "header x-reattach-token. To begin a new session, leave session_id out.", param: "reattach_token")
}
