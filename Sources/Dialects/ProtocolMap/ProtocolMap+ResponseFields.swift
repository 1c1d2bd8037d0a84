extension ProtocolMap {
  static let responseFields = MapTable(
    name: "response-fields", subject: "field", hasBeta: true, explanation: "what becomes of it",
    rows: responseFieldsRows)

  private static let responseFieldsRows: [MapRow] = [
    .row(
      "output_modalities", beta: "modalities", .mapped,
      "for this answer. Where the model was set up to write, `audio` gives the transcript events without sound"),
    .row("metadata", .mapped, "echoed in `response.created` and `response.done`"),
    .row("instructions", .refused, "", "ga/not-yet"),
    .row("conversation", .mapped, "`auto`; `none` is refused.", "ga/not-yet"),
    .row("input", .refused),
    .row(["tools", "tool_choice", "prompt"], .refused, "`auto` and `null` are accepted"),
    .row(
      [
        "audio.output.format", "audio.output.format.type", "audio.output.format.rate", "audio.output.voice",
        "audio.output.voice.id",
      ],
      beta: ["output_audio_format", "voice", "voice.id"],
      .noEffect,
      "the session's are used, and shown"),
    .row(
      ["max_output_tokens", "parallel_tool_calls", "reasoning", "reasoning.effort"],
      beta: ["max_output_tokens", "temperature"],
      .noEffect,
      "the session's are used, and shown"),
  ]
}
