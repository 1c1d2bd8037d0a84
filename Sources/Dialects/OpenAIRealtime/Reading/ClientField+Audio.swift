import ByteJSON
import Conversation

extension ClientField {
  /// A format in either generation's spelling: `"pcm16"`, or `{"type":"audio/pcm","rate":24000}`.
  func audioFormat() throws(Fault) -> SessionChange.Format {
    if node.kind == .string {
      return switch try choice(["pcm16", "g711_ulaw", "g711_alaw"]) {
      case "g711_ulaw": .g711MuLaw
      case "g711_alaw": .g711ALaw
      default: .pcm(rate: nil)
      }
    }
    switch try object().required("type").choice(["audio/pcm", "audio/pcmu", "audio/pcma"]) {
    case "audio/pcmu": return .g711MuLaw
    case "audio/pcma": return .g711ALaw
    default: return .pcm(rate: try present("rate")?.sampleRate())
    }
  }

  /// OpenAI knows 24000 only; the other rates are ours (semantics 1).
  func sampleRate() throws(Fault) -> Int {
    let rate = try integer(in: 1...Int.max)
    guard HandshakeRequest.inputRates.contains(rate) else {
      throw .invalidValue("\(rate)", at: path, supported: HandshakeRequest.inputRates.map(String.init))
    }
    return rate
  }

  /// A name or, for a custom voice, `{"id":…}`. `default` is how we show that no voice was chosen.
  func voice() throws(Fault) -> String? {
    let name = node.kind == .object ? try required("id").identifier() : try identifier()
    return name == OpenAIRealtime.unchosenVoice ? nil : name
  }

  /// Any model is accepted: the upstream transcribes with its own.
  func transcription() throws(Fault) -> SessionConfiguration.Transcription? {
    if isNull { return nil }
    for (name, field) in try members() where !ClientField.transcriptionNames.contains(name) {
      throw .unknownParameter(field.path)
    }
    return SessionConfiguration.Transcription(
      model: try present("model")?.string(), language: try present("language")?.string(),
      prompt: try present("prompt")?.string())
  }

  func noiseReduction() throws(Fault) -> String? {
    if isNull { return nil }
    return try object().required("type").choice(["near_field", "far_field"])
  }

  private static let transcriptionNames: Set = ["model", "language", "languages", "keywords", "prompt", "delay"]
}
