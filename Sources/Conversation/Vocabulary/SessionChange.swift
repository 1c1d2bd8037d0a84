package import ByteJSON

/// One field that a `session.update` changes. Absent fields make no change; `audio` merges deeply.
package enum SessionChange: Equatable, Sendable {
  /// An audio format as a client states it: PCM may come without a rate.
  package enum Format: Equatable, Sendable {
    case pcm(rate: Int?)
    case g711MuLaw
    case g711ALaw
  }

  /// `turn_detection` with the fields the client left out still open.
  package struct Detection: Equatable, Sendable {
    package enum Method: Equatable, Sendable {
      case server(threshold: Double?, prefixPaddingMs: Int?, silenceMs: Int?, idleTimeoutMs: Int?)
      case semantic(TurnDetection.Eagerness)
    }
    package var method: Method
    package var createResponse: Bool?
    package var interruptResponse: Bool?

    package init(method: Method, createResponse: Bool? = nil, interruptResponse: Bool? = nil) {
      self.method = method
      self.createResponse = createResponse
      self.interruptResponse = interruptResponse
    }
  }

  case purpose(SessionConfiguration.Purpose)
  case output(SessionConfiguration.Output)
  case instructions(String)
  /// Nil: the model's own, which the session object calls `default`.
  case voice(String?)
  case inputFormat(Format)
  case outputFormat(Format)
  case transcription(SessionConfiguration.Transcription?)
  case noiseReduction(String?)
  case turnDetection(Detection?)
  case tools([Tool])
  case toolChoice(ToolChoice)
  case temperature(Double)
  case maxOutputTokens(Int?)
  case truncation(RawJSON?)
  case tracing(RawJSON?)
}
