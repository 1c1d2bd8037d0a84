package import Admission
package import Conversation
package import WebSocket

/// Makes the owner of a client's socket: where the listener ends and the call begins.
package protocol CallStarter: Sendable {
  /// Whether one of a model's deployments may have another call; asked before the upgrade.
  func hasRoom(for deployments: [ModelDeployment]) -> Bool

  /// What a session with these defaults would be, on any of a model's deployments, without starting one. Throws the fault
  /// that names what cannot be had.
  func effective(
    _ defaults: SessionDefaults, under contract: ClientContract, on deployments: [ModelDeployment]
  ) throws(Fault) -> SessionConfiguration

  /// A client has been admitted and its WebSocket is open. Called on `client.eventLoop`, in the tick in which the 101
  /// answer is written; the call may send at once, dial its upstream on the same loop, and pause reading.
  ///
  /// - The handler holds what is returned until `webSocketClosed`.
  /// - Draining comes as `webSocketShouldQuiesce`, perhaps more than once: finish what runs, then close with 1012.
  ///   What is still open at the end of `drain_timeout` is cut off by the listener.
  /// - The session counts as open until the client's TCP connection has ended; longer, if the call holds `place` too.
  func startCall(_ request: CallRequest, client: WebSocketHandler, place: SessionPlace) -> any WebSocketDelegate

  /// To a call whose client may come back. Nil: there is none of that id.
  func wayBack(to sessionID: String) async throws(Refusal) -> WayBack?
}

extension CallStarter {
  /// Without deployments of its own to count, there is room.
  package func hasRoom(for deployments: [ModelDeployment]) -> Bool { true }

  /// Calls end with their connections.
  package func wayBack(to sessionID: String) async throws(Refusal) -> WayBack? { nil }
}
