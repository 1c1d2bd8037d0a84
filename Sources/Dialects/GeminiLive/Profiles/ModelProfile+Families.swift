import Conversation

/// The kinds of model that Google has published for Gemini Live. Source: Google's model pages and SDKs as of
/// 2026-11-22; what only field reports say is marked (W).
extension ModelProfile {
  /// Native audio; asynchronous tools, `contextUpdate`, history at any time; affective and proactive by itself.
  static func live38(_ id: String, on services: [GeminiService.Kind], _ status: Status) -> ModelProfile {
    var profile = ModelProfile(
      id: id, services: services, status: status, outputs: .audio, voices: GeminiVoices.all, seeding: .anyTime,
      transcriptStyle: .auto)
    profile.contextUpdate = true
    profile.behaviorField = true
    profile.proactivity = .always
    profile.affectiveDialog = .always
    profile.customVocabulary = true
    return profile
  }

  /// As `live38`, but it thinks at a chosen level and speaks several times per request.
  static func thinking38(_ id: String, on services: [GeminiService.Kind], _ status: Status) -> ModelProfile {
    var profile = live38(id, on: services, status)
    profile.thinking = .level
    return profile
  }

  /// Native audio; history only at the start; the user's transcript comes as one finished text (W).
  static func flash31(_ id: String, on services: [GeminiService.Kind], _ status: Status) -> ModelProfile {
    var profile = ModelProfile(
      id: id, services: services, status: status, outputs: .audio, voices: GeminiVoices.all, seeding: .opening,
      transcriptStyle: .auto)
    profile.thinking = .level
    return profile
  }

  /// Native audio of 2025; an answer needs a user turn last (W), `behavior` breaks its tools on Vertex (W).
  static func native25(_ id: String, on services: [GeminiService.Kind], _ status: Status) -> ModelProfile {
    var profile = ModelProfile(
      id: id, services: services, status: status, outputs: .audio, voices: GeminiVoices.all,
      seeding: .endingWithUser, transcriptStyle: .delta)
    profile.thinking = .budget
    profile.proactivity = .setting
    profile.affectiveDialog = .setting
    return profile
  }

  /// A text model between speech recognition and synthesis: the only kind that answers in text.
  static func halfCascade(_ id: String, on services: [GeminiService.Kind], _ status: Status) -> ModelProfile {
    var profile = ModelProfile(
      id: id, services: services, status: status, outputs: .textOrAudio, voices: GeminiVoices.halfCascade,
      seeding: .endingWithUser, transcriptStyle: .delta)
    profile.language = .honoured
    profile.contextWindow = 32_768
    profile.longestAnswer = 8_192
    return profile
  }

  /// Speech in one language to speech in another.
  static func translation(_ id: String, on services: [GeminiService.Kind], _ status: Status) -> ModelProfile {
    var profile = ModelProfile(
      id: id, services: services, status: status, outputs: .audio, voices: [], seeding: .endingWithUser,
      transcriptStyle: .auto)
    profile.language = .translates
    profile.tools = false
    return profile
  }

  /// Speech to text, without an answer.
  static func transcription(_ id: String, on services: [GeminiService.Kind], _ status: Status) -> ModelProfile {
    var profile = ModelProfile(
      id: id, services: services, status: status, outputs: .text, voices: [], seeding: .endingWithUser,
      transcriptStyle: .auto)
    profile.language = .none
    profile.tools = false
    profile.customVocabulary = true
    profile.transcribesOnly = true
    return profile
  }

  /// Our own simulator under its own name: everything that any model can do.
  static func simulator(_ id: String) -> ModelProfile {
    var profile = live38(id, on: [.vertex, .aiStudio], .stable)
    profile.outputs = .textOrAudio
    profile.language = .honoured
    profile.thinking = .level
    return profile
  }
}
