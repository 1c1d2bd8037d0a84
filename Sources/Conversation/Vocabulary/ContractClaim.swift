/// The contract a connection starts under, and whether its first events may still move it.
package struct ContractClaim: Equatable, Sendable {
  package enum Certainty: Equatable, Sendable {
    /// A marker of the handshake, or the configuration, settled it.
    case settled
    /// A bare socket: the shape of its first events may show another contract (semantics 1).
    case movable
  }

  package var contract: ClientContract
  package var certainty: Certainty

  package init(_ contract: ClientContract, _ certainty: Certainty) {
    self.contract = contract
    self.certainty = certainty
  }

  /// What `shape` proves about the client, before its first response. A plain client stays plain
  /// whatever flat fields it sends; only GA shapes move it.
  package func moved(by shape: EventShape) -> ContractClaim {
    guard certainty == .movable else { return self }
    switch (contract, shape) {
    case (_, .neutral), (.plain, .flat), (.beta, .flat): return self
    case (.plain, .ga), (.beta, .ga), (.ga, .ga): return ContractClaim(.ga, .settled)
    case (.ga, .flat): return ContractClaim(.beta, .settled)
    }
  }
}

/// The generation of the protocol whose fields an event used.
package enum EventShape: Equatable, Sendable {
  /// Nothing in it tells.
  case neutral
  /// The beta's flat fields (`modalities`, `voice`, `input_audio_format`, ...).
  case flat
  /// `session.type`, `audio`, `output_modalities`, `output_text`, ...
  case ga
}
