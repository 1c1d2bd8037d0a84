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
    .row(
      "generationConfig.speechConfig", .mapped,
      "the voice, and the `language_code` of the `setup:` block; with `AUDIO` only"),
    .row(
      ["generationConfig.temperature", "generationConfig.maxOutputTokens"], .mapped,
      "the session's; absent if it has none"),
    .row(
      [
        "generationConfig.thinkingConfig", "generationConfig.enableAffectiveDialog",
        "generationConfig.translationConfig", "generationConfig.mediaResolution", "generationConfig.topP",
        "generationConfig.topK", "generationConfig.seed", "generationConfig.presencePenalty",
        "generationConfig.frequencyPenalty",
      ],
      .mapped,
      """
      the model's `setup:` block in the configuration; the model's own without one. What the model does not know is an \
      error at the start. Thoughts that are included are counted and never shown.
      """,
      "ga/setup-block"),
    .row("systemInstruction", .mapped, "the session's instructions; absent if there are none"),
    .row(
      "realtimeInputConfig.automaticActivityDetection", .mapped,
      "see `turn_detection`; `disabled` for manual turns and `create_response: false`"),
    .row(
      "realtimeInputConfig.activityHandling", .mapped,
      "`NO_INTERRUPTION` for `interrupt_response: false`"),
    .row("realtimeInputConfig.turnCoverage", .mapped, "the `setup:` block"),
    .row(
      "inputAudioTranscription", .mapped,
      "always asked for, with the languages and the vocabulary of the `setup:` block"),
    .row("outputAudioTranscription", .mapped, "always asked for with `AUDIO`"),
    .row(
      "sessionResumption", .mapped,
      "always asked for; the newest handle, where a call goes on with another connection.", "ga/go-away"),
    .row("contextWindowCompression", .mapped, "a sliding window, unless `truncation` is `disabled`"),
    .row(
      "historyConfig.initialHistoryInClientContent", .mapped,
      "for models that take history only at the start"),
    .row(
      "tools", .mapped,
      """
      `functionDeclarations`, `BLOCKING` where the model takes it; `googleSearch`, `enterpriseWebSearch` and `retrieval` of \
      the `setup:` block beside them, also with `tool_choice` `none`.
      """,
      "ga/tool-turn", "ga/google-search"),
    .row(
      ["proactivity", "safetySettings", "labels", "explicitVadSignal"], .mapped, "the `setup:` block.", "ga/setup-block"
    ),
    .row("avatarConfig", .notSent, "no client of this protocol can show one"),
  ]
}
