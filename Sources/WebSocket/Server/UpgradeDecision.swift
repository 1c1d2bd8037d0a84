package import NIOHTTP1

/// What to do with a correct WebSocket handshake.
package enum UpgradeDecision: Sendable {
  case accept(UpgradeAcceptance)
  /// Answered and closed.
  case refuse(HTTPRefusal)
  /// Treated as an ordinary request: the router answers.
  case http
}

/// An accepted handshake.
package struct UpgradeAcceptance: Sendable {
  /// One of those offered, or nil.
  package var subprotocol: String?
  /// Further headers of the 101 answer.
  package var headers: HTTPHeaders
  package var configuration: WebSocketConfiguration
  /// Makes the owner of the socket: called once, on the channel's event loop, when the 101 answer is written. It may
  /// send at once, and pause reading. Not called if the connection ended before.
  package var makeDelegate: @Sendable (WebSocketHandler) -> any WebSocketDelegate

  package init(
    subprotocol: String? = nil, headers: HTTPHeaders = [:], configuration: WebSocketConfiguration = .server,
    makeDelegate: @escaping @Sendable (WebSocketHandler) -> any WebSocketDelegate
  ) {
    self.subprotocol = subprotocol
    self.headers = headers
    self.configuration = configuration
    self.makeDelegate = makeDelegate
  }
}

/// What became of a connection.
package enum UpgradeOutcome<HTTP: Sendable>: Sendable {
  /// A WebSocket, which runs until the channel's `closeFuture`.
  case webSocket
  /// Ordinary HTTP; what the `http` closure returned.
  case http(HTTP)
  /// Refused, or ended before it asked for anything. The channel closes by itself.
  case ended
}
