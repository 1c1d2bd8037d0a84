extension ProtocolMap {
  static let sessionFields = MapTable(
    name: "session-fields", subject: "field", hasBeta: true, explanation: "what becomes of it", rows: sessionFieldsRows)

  private static let sessionFieldsRows: [MapRow] = [
    .row(
      "type", beta: .none, .mapped,
      """
      required under `ga`. `transcription`: nobody answers, see [below](#transcription-sessions). It can change once, \
      from `realtime` to `transcription`, before the first content.
      """,
      "ga/transcription-type"),
    .row(
      [
        "id", "object", "model", "expires_at", "client_secret", "client_secret.value",
        "client_secret.expires_at", "reattach_token",
      ],
      .noEffect,
      "clients send the object back as they got it"),
    .row(
      "output_modalities", beta: "modalities", .mapped,
      """
      `["audio"]` is speech with its transcript (beta: also `["audio","text"]`). `["text"]` is text
      """),
    .also(
      "on a model that only speaks", .approximated, on: .onlySpeaks,
      """
      `["text"]` lets the model speak: its transcript becomes the text, the speech is dropped. Google bills the \
      speech.
      """,
      "ga/text-turn"),
    .also(
      "on a model that can write", .mapped, on: .writes,
      """
      `["text"]` before the conversation begins asks the model for text.
      """,
      "ga/text-model"),
    .row("instructions", .mapped, "`setup.systemInstruction`.", "ga/setup-timing"),
    .row(
      ["audio.output.voice", "audio.output.voice.id"], beta: ["voice", "voice.id"], .mapped,
      "a Gemini voice, letters in any case. An unknown name is `invalid_value`. `default` is the model's own"),
    .also("on a model without a choice of voice", .approximated, on: .hasNoVoices, "not used; shown as absent"),
    .also(
      "a name of OpenAI's", .approximated, on: .choosesVoice,
      """
      `alloy`, `marin`, … stand for Gemini voices; `voices:` in the configuration changes which. `session.updated` \
      shows Gemini's name
      """),
    .row("audio.output.speed", beta: "speed", .noEffect, "shown as 1"),
    .row(
      ["audio.input.format", "audio.input.format.type", "audio.input.format.rate"],
      beta: "input_audio_format",
      .mapped,
      "PCM16 at 8, 16, 24 or 48 kHz goes up as it is, labelled with its rate; µ-law and A-law as 16 kHz PCM16.",
      "ga/g711"),
    .row(
      ["audio.output.format", "audio.output.format.type", "audio.output.format.rate"],
      beta: "output_audio_format",
      .mapped,
      "PCM16 at 24 kHz comes down as it is; µ-law, A-law and other rates are transcoded.",
      "ga/g711"),
    .row(
      ["x_input_rate", "x_output_rate"], .mapped,
      "Parley's own. OpenAI's schema knows 24000 only, so `rate` shows that and these show the truth"),
    .row(
      "audio.input.transcription", beta: "input_audio_transcription", .mapped,
      "whether the client sees what the user said. Gemini is always asked for it.",
      "ga/voice-turn", "ga/voice-turn-without-transcription"),
    .row(
      "audio.input.transcription.model", beta: "input_audio_transcription.model", .noEffect,
      "shown as it was sent; Gemini transcribes with its own"),
    .row(
      ["audio.input.transcription.language", "audio.input.transcription.prompt"],
      beta: ["input_audio_transcription.language", "input_audio_transcription.prompt"],
      .approximated,
      "the model finds the language itself; shown as absent"),
    .row(
      [
        "audio.input.transcription.languages", "audio.input.transcription.keywords",
        "audio.input.transcription.delay",
      ],
      beta: [
        "input_audio_transcription.languages", "input_audio_transcription.keywords",
        "input_audio_transcription.delay",
      ],
      .noEffect),
    .row(
      ["audio.input.noise_reduction", "audio.input.noise_reduction.type"],
      beta: ["input_audio_noise_reduction", "input_audio_noise_reduction.type"],
      .approximated,
      "not applied; shown as null"),
    .row(
      "audio.input.turn_detection", beta: "turn_detection", .mapped,
      "how the end of the user's turn is found; its fields follow"),
    .also(
      "`null`, manual turns", .mapped,
      "Gemini's detection is off: the client's `commit` and `response.create` mark the turn.",
      "ga/manual-turn", "beta/manual-turn", "plain/manual-turn", "ga/manual-g711"),
    .row(
      "audio.input.turn_detection.type", beta: "turn_detection.type", case: "`server_vad`", .mapped,
      "Gemini's automatic detection; the gateway's own detector adds the speech events"),
    .row(
      "audio.input.turn_detection.threshold", beta: "turn_detection.threshold", .approximated,
      "below 0.5 `START_SENSITIVITY_HIGH`, above 0.5 `LOW`, 0.5 Gemini's own"),
    .row(
      "audio.input.turn_detection.silence_duration_ms", beta: "turn_detection.silence_duration_ms", .mapped,
      "`silenceDurationMs`"),
    .row(
      "audio.input.turn_detection.prefix_padding_ms",
      beta: "turn_detection.prefix_padding_ms",
      .approximated,
      "reckoned into `audio_start_ms`. Gemini's field of that name means something else and is not sent"),
    .row(
      "audio.input.turn_detection.idle_timeout_ms", beta: "turn_detection.idle_timeout_ms", .mapped,
      """
      counted from the end of an answer's sound: the silence becomes an item, and the model is asked to go on. Only \
      after an answer that was completed.
      """,
      "ga/idle-timeout", "beta/idle-timeout"),
    .row(
      ["audio.input.turn_detection.type", "audio.input.turn_detection.eagerness"],
      beta: ["turn_detection.type", "turn_detection.eagerness"],
      case: "`semantic_vad`", .approximated,
      """
      Gemini has no such detector. `eagerness` `low`: `END_SENSITIVITY_LOW` and 1500 ms of silence; `medium`, \
      `auto`: `LOW` and 500 ms; `high`: `HIGH` and 300 ms
      """),
    .row(
      "audio.input.turn_detection.create_response", beta: "turn_detection.create_response", .mapped,
      """
      `false`: Gemini's detection is off, because it would answer. The gateway's detector marks the turn, with half a \
      second of sound before it; the silence between turns does not go up.
      """,
      "ga/create-response-false", "ga/create-response-false-two-turns", "ga/create-response-false-barge-in"),
    .row(
      "audio.input.turn_detection.interrupt_response", beta: "turn_detection.interrupt_response", .mapped,
      """
      `false` is `NO_INTERRUPTION`. With `create_response` `false`, what the user says over an answer waits for its end.
      """,
      "ga/interrupt-response-false", "ga/create-response-false-no-interrupt"),
    .row(
      "tools", .mapped,
      "functions; `mcp` is refused. Schemas are converted to Gemini's subset.",
      "ga/tool-turn", "beta/tool-turn"),
    .also("on a model without functions (translation, transcription)", .refused, on: .hasNoTools),
    .row(
      "tool_choice", .approximated,
      "`none` declares no tools; `required` and a named function become an instruction, and `auto` is shown"),
    .row("parallel_tool_calls", beta: .none, .noEffect),
    .row(["reasoning", "reasoning.effort"], beta: .none, .noEffect),
    .row(
      "max_output_tokens", beta: "max_response_output_tokens", .mapped,
      "`maxOutputTokens`; Gemini counts speech, too"),
    .betaOnly("temperature", .mapped, "`temperature`"),
    .row(
      [
        "truncation", "truncation.type", "truncation.retention_ratio", "truncation.token_limits",
        "truncation.token_limits.post_instructions",
      ],
      .mapped,
      "`auto`: a sliding window; `disabled`: none. `retention_ratio` is approximated by `auto`"),
    .row("prompt", .refused, "stored prompts live at OpenAI; `null` is accepted"),
    .row("tracing", .noEffect, "shown as null"),
    .row("include", .noEffect, "there are no logprobs"),
  ]
}
