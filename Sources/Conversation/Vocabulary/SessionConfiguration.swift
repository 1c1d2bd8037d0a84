package import ByteJSON
package import VoiceAudio

/// Everything a client can configure, in neutral words. The dialects render and read it.
package struct SessionConfiguration: Equatable, Sendable {
  /// What answers are made of.
  package enum Output: Equatable, Sendable {
    case text
    case audio
    /// Unstated under `plain`: text for a turn begun by text, audio for one begun by speech.
    case likeTheTurn
  }

  /// What a session is for; OpenAI's `type`.
  package enum Purpose: Equatable, Sendable {
    case conversation
    /// What the user says is written down, and nobody answers.
    case transcription
  }

  /// The client's wish to see what the user said (upstream it is always on).
  package struct Transcription: Equatable, Sendable {
    package var model: String?
    /// ISO 639-1.
    package var language: String?
    package var prompt: String?

    package init(model: String? = nil, language: String? = nil, prompt: String? = nil) {
      self.model = model
      self.language = language
      self.prompt = prompt
    }
  }

  package var purpose = Purpose.conversation
  package var output: Output
  package var instructions: String
  /// A voice's name as the client gave it; after negotiation, the one in use. Nil: the model's own.
  package var voice: String?
  package var inputFormat: AudioFormat
  package var outputFormat: AudioFormat
  package var transcription: Transcription?
  /// `near_field` or `far_field`; accepted and not applied.
  package var noiseReduction: String?
  package var turnDetection: TurnDetection?
  package var tools: [Tool]
  package var toolChoice: ToolChoice
  /// 0.6...1.2; shown under beta only. Nil: the model's own.
  package var temperature: Double?
  /// Nil is `inf`.
  package var maxOutputTokens: Int?
  /// Verbatim `truncation`; nil is `auto`.
  package var truncation: RawJSON?
  /// Verbatim `tracing`; accepted and not applied.
  package var tracing: RawJSON?

  /// What a contract starts with. `inputRate` in Hz overrides the contract's (semantics 1).
  package init(defaultsOf contract: ClientContract, inputRate: Int? = nil, voice: String? = nil) {
    output =
      switch contract {
      case .plain: .likeTheTurn
      case .beta, .ga: .audio
      }
    instructions = ""
    self.voice = voice
    inputFormat = .pcm16(rate: inputRate ?? contract.inputRate)
    outputFormat = .pcm16(rate: 24_000)
    transcription =
      switch contract {
      case .plain: Transcription()
      case .beta, .ga: nil
      }
    noiseReduction = nil
    turnDetection = .server(silenceMs: contract.silenceMs)
    tools = []
    toolChoice = .auto
    temperature = nil
    maxOutputTokens = nil
    truncation = nil
    tracing = nil
  }
}
