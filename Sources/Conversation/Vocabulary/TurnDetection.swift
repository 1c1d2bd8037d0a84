/// How the end of the user's speech is found. `nil` in a session means: the client says so itself.
package struct TurnDetection: Equatable, Sendable {
  package enum Method: Equatable, Sendable {
    /// By loudness. `threshold` 0...1; times in ms.
    case server(threshold: Double, prefixPaddingMs: Int, silenceMs: Int, idleTimeoutMs: Int?)
    /// By meaning, at OpenAI; upstream it is approximated by sensitivities.
    case semantic(Eagerness)
  }

  package enum Eagerness: String, Equatable, Sendable, CaseIterable {
    case low
    case medium
    case high
    case auto
  }

  package var method: Method
  package var createResponse: Bool
  package var interruptResponse: Bool

  package init(method: Method, createResponse: Bool = true, interruptResponse: Bool = true) {
    self.method = method
    self.createResponse = createResponse
    self.interruptResponse = interruptResponse
  }

  /// OpenAI's defaults, with the silence of the contract.
  package static func server(silenceMs: Int) -> TurnDetection {
    TurnDetection(method: .server(threshold: 0.5, prefixPaddingMs: 300, silenceMs: silenceMs, idleTimeoutMs: nil))
  }

  /// Silence after which a turn counts as ended, in ms.
  package var silenceMs: Int {
    switch method {
    case .server(_, _, let silence, _): silence
    case .semantic(.high): 300
    case .semantic(.medium), .semantic(.auto): 500
    case .semantic(.low): 1_500
    }
  }

  /// Audio before the detected start that belongs to the turn, in ms.
  package var prefixPaddingMs: Int {
    switch method {
    case .server(_, let padding, _, _): padding
    case .semantic: 300
    }
  }

  /// Loudness needed, 0...1.
  package var threshold: Double {
    switch method {
    case .server(let threshold, _, _, _): threshold
    case .semantic: 0.5
    }
  }
}

/// Who finds the user's turns.
package enum TurnControl: Equatable, Sendable {
  /// The upstream, which answers each of them.
  case upstream
  /// The gateway's own detector: an answer comes when the client asks.
  case gateway
  /// The client, by commit and create.
  case client
}

extension SessionConfiguration {
  package var turnControl: TurnControl {
    guard let turnDetection else { return .client }
    return turnDetection.createResponse ? .upstream : .gateway
  }
}
