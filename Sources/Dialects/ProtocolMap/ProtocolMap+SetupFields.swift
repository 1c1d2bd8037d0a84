extension ProtocolMap {
  static let setupFields = MapTable(
    name: "setup", subject: "field", hasBeta: false, explanation: "where it comes from", rows: setupFieldsRows)

  private static let setupFieldsRows: [MapRow] = [
    .row(
      "model", .mapped,
      "the model's entry: `projects/…/locations/…/publishers/google/models/…` on Vertex AI, `models/…` on AI Studio"),
    .row(
      "generationConfig.responseModalities", .mapped,
      "exactly one: `TEXT` if the session wants text and the model can write, else `AUDIO`.",
      "ga/text-model"),
    .row("generationConfig.speechConfig", .mapped, "the voice, with `AUDIO` only"),
    .row(
      ["generationConfig.temperature", "generationConfig.maxOutputTokens"], .mapped,
      "the session's; absent if it has none"),
    .row(
      [
        "generationConfig.thinkingConfig", "generationConfig.enableAffectiveDialog",
        "generationConfig.mediaResolution", "generationConfig.topP", "generationConfig.topK",
        "generationConfig.seed",
      ],
      .notSent,
      "the model's own"),
    .row("systemInstruction", .mapped, "the session's instructions; absent if there are none"),
    .row(
      "realtimeInputConfig.automaticActivityDetection", .mapped,
      "see `turn_detection`; never `disabled`"),
    .row(
      "realtimeInputConfig.activityHandling", .mapped,
      "`NO_INTERRUPTION` for `interrupt_response: false`"),
    .row("inputAudioTranscription", .mapped, "always asked for"),
    .row("outputAudioTranscription", .mapped, "always asked for with `AUDIO`"),
    .row("sessionResumption", .mapped, "always asked for; handles are not used yet"),
    .row("contextWindowCompression", .mapped, "a sliding window, unless `truncation` is `disabled`"),
    .row(
      "historyConfig.initialHistoryInClientContent", .mapped,
      "for models that take history only at the start"),
    .row("tools", .mapped, "`functionDeclarations`, `BLOCKING` where the model takes it"),
    .row(["proactivity", "safetySettings", "labels", "explicitVadSignal", "avatarConfig"], .notSent),
  ]
}
