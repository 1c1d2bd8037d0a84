package import Conversation

/// What is known of a client when its WebSocket opens: everything that a call needs from the handshake.
package struct CallRequest: Equatable, Sendable {
  /// The model's name as the client wrote it.
  package var model: String
  /// The ways to reach that model, in file order, their wildcards filled; never empty.
  package var deployments: [ModelDeployment]
  /// The contract to start under; the query and the configuration have been considered.
  package var claim: ContractClaim
  /// Hz of the client's PCM: the query's, else the model's. Nil: as the contract says.
  package var inputRate: Int?
  /// The client's IP address, as the outermost trusted proxy saw it.
  package var peer: String
  /// Whether the client's connection, to us or to a trusted proxy, is TLS.
  package var isSecure: Bool
  /// For the log; at most 200 characters.
  package var userAgent: String?

  package init(
    model: String, deployments: [ModelDeployment], claim: ContractClaim, inputRate: Int? = nil, peer: String,
    isSecure: Bool, userAgent: String? = nil
  ) {
    self.model = model
    self.deployments = deployments
    self.claim = claim
    self.inputRate = inputRate
    self.peer = peer
    self.isSecure = isSecure
    self.userAgent = userAgent
  }
}
