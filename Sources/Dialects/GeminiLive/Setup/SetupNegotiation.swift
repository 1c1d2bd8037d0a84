import ByteJSON
import Conversation
import VoiceAudio

/// One negotiation: wish by wish, what the model will do of it. What cannot be honoured throws; what can only be
/// approximated is shown as it will be and noted for the log.
struct SetupNegotiation {
  let profile: ModelProfile
  let settings: GeminiLive.Settings
  var effective: SessionConfiguration
  var setup: GeminiSetup
  private(set) var upstreamRate = 16_000
  var approximations: [String] = []

  init(
    _ wanted: SessionConfiguration, profile: ModelProfile, settings: GeminiLive.Settings, modelPath: String
  ) throws(Fault) {
    let wanted = Self.listening(wanted, profile)
    self.profile = profile
    self.settings = settings
    effective = wanted
    setup = GeminiSetup(
      model: modelPath, detection: Self.detection(wanted.turnDetection), resumption: profile.resumption,
      compression: profile.compression, opensWithHistory: profile.seeding == .opening)
    setup.block = settings.setup.asTold(to: profile)
    settleOutput()
    try settleVoice()
    try settleInput()
    approximations += wanted.turnDetection.flatMap(Self.note).map { [$0] } ?? []
    settleContext()
    settleExtras()
    try settleTools()
    setup.instructions = wanted.instructions
    setup.temperature = wanted.temperature
    setup.maxOutputTokens = wanted.maxOutputTokens
  }

  private mutating func settleOutput() {
    switch (profile.outputs, effective.output) {
    case (.textOrAudio, .text), (.text, .text): setup.modality = .text
    case (.text, .audio), (.text, .likeTheTurn):
      setup.modality = .text
      effective.output = .text
      approximations.append("output is text: \(profile.id) has no voice")
    case (.audio, .text):
      setup.modality = .audio
      approximations.append("text output is the transcript of speech: \(profile.id) has no text output")
    case (.audio, .audio), (.audio, .likeTheTurn), (.textOrAudio, .audio), (.textOrAudio, .likeTheTurn):
      setup.modality = .audio
    }
  }

  private mutating func settleVoice() throws(Fault) {
    guard let wish = effective.voice ?? settings.defaultVoice else { return }
    guard !profile.voices.isEmpty else {
      effective.voice = nil
      approximations.append("voice \(wish) is not used: \(profile.id) has no choice of voice")
      return
    }
    let name = wish.lowercased()
    guard let voice = profile.voice(named: name) ?? settings.voices[name].flatMap(profile.voice(named:)) else {
      throw unknownVoice(wish)
    }
    if voice.lowercased() != name { approximations.append("voice \(name) is \(voice)") }
    effective.voice = voice
    setup.voice = voice
  }

  private func unknownVoice(_ wish: String) -> Fault {
    let mapped = settings.voices.keys.sorted().joined(separator: ", ")
    return Fault(
      .invalidRequest, code: "invalid_value",
      "\(profile.id) has no voice '\(wish.prefix(64))'. Its voices are \(profile.voices.joined(separator: ", ")); "
        + "these names stand for some of them: \(mapped).",
      param: "session.audio.output.voice")
  }

  private mutating func settleInput() throws(Fault) {
    switch (effective.inputFormat, settings.inputRate) {
    case (.pcm16(let rate), _) where !Resampler.rates.contains(rate):
      let rates = Resampler.rates.map(String.init).joined(separator: ", ")
      throw Fault(
        .invalidRequest, code: "invalid_value", "Audio at \(rate) Hz is not taken. Use one of \(rates) Hz.",
        param: "session.audio.input.format.rate")
    case (.pcm16(let rate), .native): upstreamRate = rate
    case (.pcm16, .hz16000), (.g711MuLaw, _), (.g711ALaw, _): upstreamRate = 16_000
    }
  }

  /// OpenAI's truncation is Gemini's sliding window, which has no ratio of its own.
  private mutating func settleContext() {
    guard let truncation = effective.truncation, let wish = try? truncation.parsed() else { return }
    if wish.isString("disabled") {
      setup.compression = false
    } else if !wish.isString("auto") {
      effective.truncation = nil
      approximations.append("truncation is auto: the upstream chooses how much it keeps")
    }
  }

  /// Accepted and not applied: the session shows that.
  private mutating func settleExtras() {
    if effective.noiseReduction != nil { approximations.append("noise_reduction is not applied") }
    effective.noiseReduction = nil
    effective.tracing = nil
    if let transcription = effective.transcription {
      if transcription.language != nil { approximations.append("transcription.language is found by the model") }
      if transcription.prompt != nil { approximations.append("transcription.prompt is not applied") }
      effective.transcription?.language = nil
      effective.transcription?.prompt = nil
    }
  }
}
