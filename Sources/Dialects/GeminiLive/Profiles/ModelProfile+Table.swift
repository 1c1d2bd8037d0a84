extension ModelProfile {
  /// Every model that Google has listed for Gemini Live, as of 2026-11-22, and the simulator's own.
  package static let table: [ModelProfile] = [
    .live38("gemini-3.8-live", on: [.vertex, .aiStudio], .stable),
    .thinking38("gemini-3.8-live-extended-thinking", on: [.aiStudio], .stable),
    .flash31("gemini-3.1-flash-live-preview", on: [.aiStudio], .retired(on: "2026-11-17")),
    .native25("gemini-live-2.5-flash-native-audio", on: [.vertex], .retiring(on: "2026-12-13")),
    .native25("gemini-live-2.5-flash-preview-native-audio-09-2025", on: [.vertex], .preview),
    .native25("gemini-2.5-flash-native-audio-preview-12-2025", on: [.aiStudio], .retired(on: "2026-11-17")),
    .native25("gemini-2.5-flash-native-audio-preview-09-2025", on: [.aiStudio], .retired(on: "2026-11-17")),
    .native25("gemini-2.5-flash-native-audio-latest", on: [.aiStudio], .retired(on: "2026-11-17")),
    .halfCascade("gemini-live-2.5-flash", on: [.vertex], .preview),
    .halfCascade("gemini-live-2.5-flash-preview", on: [.aiStudio], .retired(on: "2025-12-09")),
    .halfCascade("gemini-2.0-flash-live-001", on: [.vertex, .aiStudio], .retired(on: "2025-12-09")),
    .halfCascade("gemini-2.0-flash-live-preview-04-09", on: [.vertex], .retired(on: nil)),
    .translation("gemini-3.5-live-translate-preview", on: [.vertex, .aiStudio], .preview),
    .transcription("gemini-3.5-transcribe-live-preview", on: [.vertex], .preview),
    .transcription("gemini-3.5-transcribe-live", on: [.aiStudio], .preview),
    .simulator("gemini-live-simulator"),
  ]

  /// The profile of a model, by its id. An id that is not in the table is taken for the newest of its generation:
  /// `gemini-3…` for 3.8, everything else for 2.5 native audio.
  package static func of(_ id: String) -> ModelProfile {
    if let known = table.first(where: { $0.id == id }) { return known }
    return id.hasPrefix("gemini-3")
      ? live38(id, on: [.vertex, .aiStudio], .unlisted) : native25(id, on: [.vertex, .aiStudio], .unlisted)
  }

  /// The same behaviour under another id: for a tuned model, or a setting that names the profile to use.
  package func named(_ id: String) -> ModelProfile {
    var profile = self
    profile.id = id
    return profile
  }
}
