package import Admission
package import Conversation

/// What is known of a client when its WebSocket opens: everything that a call needs from the handshake.
package struct CallRequest: Equatable, Sendable {
  /// The model's name as the client wrote it.
  package var model: String
  /// The ways to reach that model, in file order, their wildcards filled; never empty.
  package var deployments: [ModelDeployment]
  /// The contract to start under; the query and the configuration have been considered.
  package var claim: ContractClaim
  /// What the session starts with: the query's input rate, else the model's; what the client secret carries; pins.
  package var defaults: SessionDefaults
  /// Who may come back to the session.
  package var holder: SessionHolder
  /// The client's IP address, as the outermost trusted proxy saw it.
  package var peer: String
  /// Whether the client's connection, to us or to a trusted proxy, is TLS.
  package var isSecure: Bool
  /// For the log; at most 200 characters.
  package var userAgent: String?

  package init(
    model: String, deployments: [ModelDeployment], claim: ContractClaim, defaults: SessionDefaults = SessionDefaults(),
    holder: SessionHolder = SessionHolder(key: nil, origin: nil), peer: String, isSecure: Bool, userAgent: String? = nil
  ) {
    self.model = model
    self.deployments = deployments
    self.claim = claim
    self.defaults = defaults
    self.holder = holder
    self.peer = peer
    self.isSecure = isSecure
    self.userAgent = userAgent
  }
}
