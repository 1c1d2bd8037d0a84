extension ProtocolMap {
  static let responseFields = MapTable(
    name: "response-fields", subject: "field", hasBeta: true, explanation: "what becomes of it",
    rows: responseFieldsRows)

  private static let responseFieldsRows: [MapRow] = [
    .row(
      "output_modalities", beta: "modalities", .mapped,
      "for this answer. Where the model was set up to write, `audio` gives the transcript events without sound"),
    .row(
      "metadata", .mapped,
      """
      echoed in `response.created` and `response.done`. Where another deployment has taken the call over, or another \
      model stands in, with `parley.deployment` and `parley.model` added, unless a client secret hides the model.
      """,
      "ga/served-by-another", "ga/served-by-stand-in", "ga/served-by-hidden"),
    .row(
      "instructions", .mapped,
      "`contextUpdate` before the answer, and the session's own after it.",
      "ga/response-instructions", "ga/response-instructions-manual"),
    .also(
      "on models without `contextUpdate`", .approximated, "a user turn that begins with `[system]`.",
      "ga/response-instructions-told"),
    .row(
      "conversation", .mapped,
      """
      `none`: the answer is given on a connection of its own, beside everything else. Its items are not announced, its \
      `conversation_id` is null. At most four at a time (`max_out_of_band_responses`), each for 60 s \
      (`out_of_band_timeout`). Nobody waits for outputs of functions that it calls.
      """,
      "ga/out-of-band-text", "ga/out-of-band-audio", "ga/out-of-band-tools", "ga/out-of-band-ends"),
    .also(
      "`none` without `input`", .mapped,
      "it is told the conversation so far, as text: calls of functions in words, speech as its transcript.",
      "ga/out-of-band-history"),
    .row(
      "input", .mapped,
      """
      what the answer sees instead of the conversation; `item_reference` names an item of the conversation or of an \
      earlier answer outside it. Without `conversation: none` the answer is the conversation's all the same, and the \
      user's speech cancels it.
      """,
      "ga/out-of-band-text", "ga/input-for-one-response"),
    .row(
      ["tools", "tool_choice"], .mapped,
      "`contextUpdate` before the answer; the session's own come back after it, or with the outputs of its calls.",
      "ga/response-tools"),
    .also(
      "on models without `contextUpdate`", .approximated,
      "other `tools` are refused; a `tool_choice` is said in words.",
      "ga/response-instructions-told"),
    .row("prompt", .refused, "`null` is accepted"),
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
