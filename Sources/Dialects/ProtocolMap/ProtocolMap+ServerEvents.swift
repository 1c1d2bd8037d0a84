extension ProtocolMap {
  static let serverEvents = MapTable(
    name: "server-events", subject: "event", hasBeta: true, explanation: "when it comes", rows: serverEventsRows)

  private static let serverEventsRows: [MapRow] = [
    .row(
      "session.created", .mapped,
      """
      first. `plain`: when the model is ready; otherwise at once. Again for a client that \
      [came back](#when-clients-lose-their-connection).
      """,
      "ga/setup-after-quiet", "ga/reattach-idle"),
    .betaOnly("conversation.created", .mapped, "right after it.", "beta/text-turn"),
    .row("session.updated", .mapped, "after each `session.update` that was accepted"),
    .row("error", .mapped, "see [error codes](#error-codes)"),
    .row(
      "conversation.item.added", beta: "conversation.item.created", .mapped,
      "for each item: the client's, the user's speech, the answer"),
    .row("conversation.item.done", beta: .none, .mapped, "when it is complete"),
    .row(
      ["conversation.item.retrieved", "conversation.item.truncated", "conversation.item.deleted"], .mapped,
      "",
      "ga/items", "beta/items"),
    .row(
      "input_audio_buffer.speech_started", .mapped,
      """
      by the gateway's own detector; by Gemini's `voiceActivity`, `interrupted` or a transcript if those come first.
      """,
      "ga/voice-turn", "ga/speech-without-detector"),
    .row(
      "input_audio_buffer.speech_stopped", .mapped,
      """
      with the model's first content, its `voiceActivity`, or 1.5 s after the silence (2 s if nobody understood a \
      word).
      """,
      "ga/turn-with-transcript-only"),
    .row("input_audio_buffer.committed", .mapped, "right after it; the user's item follows"),
    .row("input_audio_buffer.cleared", .mapped, "answers `clear`"),
    .row(
      "input_audio_buffer.timeout_triggered", beta: .none, .mapped,
      "`idle_timeout_ms` has passed.",
      "ga/idle-timeout"),
    .row("input_audio_buffer.dtmf_event_received", beta: .none, .notSent, "SIP only"),
    .row(
      "conversation.item.input_audio_transcription.delta", .mapped,
      "each new piece, if the session asked for transcription.",
      "ga/voice-turn", "ga/cumulative-transcript"),
    .row(
      "conversation.item.input_audio_transcription.completed", .mapped,
      """
      once for each turn, with the whole text: when Gemini says so, after 1 s without a piece, or with the next \
      turn. No words at all: empty, after 5 s.
      """,
      "ga/turn-without-answer"),
    .row(
      [
        "conversation.item.input_audio_transcription.failed",
        "conversation.item.input_audio_transcription.segment",
      ],
      .notSent,
      "Gemini reports neither failures nor speakers"),
    .row(
      "response.created", .mapped,
      "at once for a `response.create`; otherwise with the model's first content"),
    .row(
      ["response.output_item.added", "response.content_part.added"], .mapped,
      "with the model's first content"),
    .row(
      ["response.output_text.delta", "response.output_text.done"],
      beta: ["response.text.delta", "response.text.done"],
      .mapped,
      "",
      "ga/text-turn", "beta/text-turn"),
    .row(
      ["response.output_audio.delta", "response.output_audio.done"],
      beta: ["response.audio.delta", "response.audio.done"],
      .mapped,
      "one for each piece that Gemini sends; at most 256 KiB of base64.",
      "ga/audio-turn", "beta/voice-turn"),
    .row(
      ["response.output_audio_transcript.delta", "response.output_audio_transcript.done"],
      beta: ["response.audio_transcript.delta", "response.audio_transcript.done"],
      .mapped,
      "",
      "ga/audio-turn", "beta/voice-turn"),
    .row(
      ["response.content_part.done", "response.output_item.done"], .mapped,
      "the `.done` events come 300 ms after the last piece once Gemini has said that all is sent"),
    .row("response.done", .mapped, "once for each `response.created`; see below"),
    .row(
      ["response.function_call_arguments.delta", "response.function_call_arguments.done"], .mapped,
      "the whole arguments are one delta.",
      "ga/tool-turn"),
    .row(
      [
        "response.mcp_call.in_progress", "response.mcp_call.completed", "response.mcp_call.failed",
        "response.mcp_call_arguments.delta", "response.mcp_call_arguments.done", "mcp_list_tools.in_progress",
        "mcp_list_tools.completed", "mcp_list_tools.failed",
      ],
      .notSent,
      "Parley calls no MCP server for the model"),
    .row("rate_limits.updated", .notSent, "Gemini reports no limits, and Parley invents none"),
    .row(
      ["output_audio_buffer.started", "output_audio_buffer.stopped", "output_audio_buffer.cleared"],
      .notSent,
      "WebRTC and SIP only"),
    .betaOnly(
      ["transcription_session.created", "transcription_session.updated"], .mapped,
      "the `session.…` events of [sessions that only transcribe](#transcription-sessions).",
      "beta/transcription"),
  ]
}
