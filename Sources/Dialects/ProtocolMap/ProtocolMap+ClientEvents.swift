extension ProtocolMap {
  static let clientEvents = MapTable(
    name: "client-events", subject: "event", hasBeta: false, explanation: "what becomes of it", rows: clientEventsRows)

  private static let clientEventsRows: [MapRow] = [
    .row("session.update", .mapped, "see above"),
    .row(
      "input_audio_buffer.append", .mapped,
      """
      `realtimeInput.audio`. The base64 is passed on as it came, unless the format differs or it is over 64 KiB \
      (then it is split at whole samples). What is not base64, or half a sample, is `invalid_audio` and not used.
      """,
      "ga/large-audio", "ga/mistakes"),
    .also(
      "before the model is ready", .mapped,
      "kept in order, up to 30 s; then the oldest is dropped and counted in the log.",
      "ga/setup-timing"),
    .row(
      "input_audio_buffer.commit", .approximated,
      """
      the audio has gone up already, so this ends the turn there: `audioStreamEnd`. Under 100 ms of new audio: \
      `input_audio_buffer_commit_empty`.
      """,
      "ga/commit-under-vad"),
    .also(
      "under manual turns", .mapped,
      """
      the item is announced, and what was appended goes up behind `activityStart`; while an answer runs it waits for \
      its end. Several commits share one activity. Up to 5 minutes wait; a buffer that lost its start is committed all \
      the same, with `input_audio_buffer_overflow`.
      """,
      "ga/manual-two-commits", "ga/manual-commit-during-answer", "ga/manual-before-ready"),
    .also(
      "under `create_response` `false`", .mapped, "ends the turn that the detector has found.",
      "ga/commit-under-own-detection"),
    .row(
      "input_audio_buffer.clear", .approximated,
      "acknowledged; under detection there is nothing left to drop.",
      "ga/mistakes"),
    .also("under manual turns", .mapped, "empties the buffer.", "ga/manual-clear"),
    .row(
      "conversation.item.create", case: "message of the user", .mapped,
      "goes up with the next answer, or before the user's next audio.",
      "ga/history", "ga/leading-items-before-speech"),
    .also(
      "without a `response.create`", .mapped,
      "`plain` and `beta` answer it; see [contracts](#clients-and-contracts).",
      "plain/text-turn", "beta/leading-items"),
    .also("while an answer runs", .mapped, "waits for its end.", "plain/item-during-answer"),
    .also("message of the assistant", .mapped, "a turn of role `model`.", "ga/history"),
    .also(
      "message of the system", .approximated,
      """
      Gemini has no such role. `contextUpdate` on models that have it, up to 16 texts a connection; else a user turn \
      that begins with `[system]`.
      """,
      "ga/history"),
    .also(
      "part `input_image`", .mapped,
      """
      PNG, JPEG, WebP, HEIC or HEIF in a data URL, as `inlineData`. Nothing is fetched: a web address is refused. \
      `detail` is shown again, and the model decides. No event repeats the picture, and it is not kept once it has gone \
      up; see [pictures](#pictures-live-video-recordings).
      """,
      "ga/image-item", "ga/image-mistakes", "plain/image-item", "ga/inputs-after-opening", "ga/out-of-band-image"),
    .also(
      "nothing but `input_image` parts, again and again while the microphone runs", .mapped,
      "frames of a live video: `realtimeInput.video`; see [live video](#pictures-live-video-recordings).",
      "ga/video", "ga/video-first-frame-waits"),
    .also(
      "part `input_audio`", .approximated,
      """
      with a transcript: goes up as that text. Without: the audio, in the session's input format, as an `audio/wav` \
      part, unless the configuration says `audio_items: refuse`.
      """,
      "ga/audio-item", "beta/audio-item", "ga/audio-item-g711", "ga/audio-item-mistakes", "ga/audio-item-refused",
      "ga/inputs-after-opening"),
    .also(
      "`function_call`, `function_call_output`", .mapped,
      "an output answers its call; others are history, seeded as text.",
      "ga/tool-history"),
    .also("`mcp_…`", .refused, "", "ga/not-yet"),
    .also(
      "`previous_item_id`", .mapped,
      "the last item, or `root` while nothing has gone up; any other place is refused.",
      "ga/items"),
    .row(
      "conversation.item.retrieve", .mapped,
      "from the gateway's record: text and transcripts, never audio or pictures.",
      "ga/items"),
    .row(
      "conversation.item.truncate", .approximated,
      """
      acknowledged, and never more than was sent. The record is cut in proportion, at a word; Gemini cuts its own \
      memory when it is interrupted, perhaps elsewhere.
      """,
      "ga/items"),
    .row(
      "conversation.item.delete", .mapped,
      "items that have not gone up. What the model has seen it cannot forget: refused.",
      "ga/items"),
    .row(
      "response.create", .mapped,
      "everything unsent goes up and asks for an answer: `clientContent` with `turnComplete`.",
      "ga/text-turn"),
    .also(
      "while the user speaks", .mapped,
      "waits for the end of the turn and takes its answer.",
      "ga/create-during-speech"),
    .also(
      "while the answer to speech is awaited", .mapped,
      "takes that answer: one response, not two.",
      "ga/create-takes-credit"),
    .also(
      "while an answer runs", .mapped,
      "`conversation_already_has_active_response`; under `plain` and `beta` it may belong to an item.",
      "ga/second-create", "plain/absorbed-create", "plain/create-absorbed-after-start"),
    .also(
      "after a commit, or speech that nobody answered", .mapped,
      "`activityEnd`; items that came before the speech go first, later ones are typed into the activity.",
      "ga/manual-turn", "ga/manual-text-and-speech", "ga/create-response-false-create-during-speech"),
    .row(
      "response.cancel", .mapped,
      """
      `response.done` at once; what still comes of that answer is dropped; the model is interrupted. Nothing to \
      cancel: `response_cancel_not_active`.
      """,
      "ga/cancel", "ga/cancel-awaited", "ga/manual-barge-in", "ga/manual-commit-then-cancel"),
    .also("an answer outside the conversation", .mapped, "by its `response_id` only.", "ga/out-of-band-ends"),
    .row("output_audio_buffer.clear", .refused, "only WebRTC and SIP have that buffer.", "ga/not-yet"),
    .row(
      "transcription_session.update", .mapped,
      "the beta's `session.update` for [sessions that only transcribe](#transcription-sessions).",
      "beta/transcription"),
    .other(
      "anything else", .refused,
      "`invalid_value`, `param` `type`; not JSON: `invalid_event`.",
      "ga/mistakes", "beta/mistakes"),
  ]
}
