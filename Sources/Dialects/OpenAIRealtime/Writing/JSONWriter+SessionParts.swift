import ByteJSON
import Conversation
import VoiceAudio

extension JSONWriter {
  /// `"format":{"type":"audio/pcm","rate":24000}`
  mutating func format(_ format: AudioFormat) {
    object("format") {
      switch format {
      case .pcm16:
        $0.member("type", "audio/pcm")
        $0.member("rate", 24_000)
      case .g711MuLaw: $0.member("type", "audio/pcmu")
      case .g711ALaw: $0.member("type", "audio/pcma")
      }
    }
  }

  /// A limit of tokens; `inf` where there is none.
  mutating func limit(_ name: StaticString, _ count: Int?) {
    if let count { member(name, count) } else { member(name, "inf") }
  }

  mutating func transcription(_ transcription: SessionConfiguration.Transcription?) {
    guard let transcription else { return null() }
    object {
      $0.member("model", ifPresent: transcription.model)
      $0.member("language", ifPresent: transcription.language)
      $0.member("prompt", ifPresent: transcription.prompt)
    }
  }

  mutating func noiseReduction(_ type: String?) {
    guard let type else { return null() }
    object { $0.member("type", type) }
  }

  /// openai-agents reads `interrupt_response` in the reply to learn who cancels, so every field is there.
  mutating func turnDetection(_ detection: TurnDetection?, _ wire: ClientContract.Wire) {
    guard let detection else { return null() }
    object {
      switch detection.method {
      case .server(let threshold, let prefixPaddingMs, let silenceMs, let idleTimeoutMs):
        $0.member("type", "server_vad")
        $0.member("threshold", threshold)
        $0.member("prefix_padding_ms", prefixPaddingMs)
        $0.member("silence_duration_ms", silenceMs)
        switch wire {
        case .ga: $0.member("idle_timeout_ms", orNull: idleTimeoutMs)
        case .beta: break
        }
      case .semantic(let eagerness):
        $0.member("type", "semantic_vad")
        $0.member("eagerness", eagerness.rawValue)
      }
      $0.member("create_response", detection.createResponse)
      $0.member("interrupt_response", detection.interruptResponse)
    }
  }
}

extension SessionConfiguration.Output {
  /// The beta's `modalities`: audio always comes with its transcript.
  var modalities: [String] {
    switch self {
    case .text: ["text"]
    case .audio, .likeTheTurn: ["audio", "text"]
    }
  }

  /// GA's `output_modalities`.
  var outputModalities: [String] {
    switch self {
    case .text: ["text"]
    case .audio, .likeTheTurn: ["audio"]
    }
  }
}

extension AudioFormat {
  /// How the beta calls it.
  var flatName: String {
    switch self {
    case .pcm16: "pcm16"
    case .g711MuLaw: "g711_ulaw"
    case .g711ALaw: "g711_alaw"
    }
  }
}
