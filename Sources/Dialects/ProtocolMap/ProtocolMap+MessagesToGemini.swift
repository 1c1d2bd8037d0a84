extension ProtocolMap {
  static let messagesToGemini = MapTable(
    name: "messages-to-gemini", subject: "message", hasBeta: false, explanation: "when", rows: messagesToGeminiRows)

  private static let messagesToGeminiRows: [MapRow] = [
    .row("setup", .mapped, "first, and once for each connection.", "ga/setup-timing"),
    .row(
      "clientContent", case: "`turnComplete: true`", .mapped,
      """
      items and a question. Models of 2.x answer only to a user's turn: a blank one is added where the last is not \
      the user's.
      """,
      "ga/text-turn"),
    .row(
      "clientContent", case: "`turnComplete: false`", .mapped,
      "items that nobody asked an answer for, before the user's audio.",
      "ga/leading-items-before-speech"),
    .row(
      "clientContent", case: "`turnComplete: false`, a blank user turn", .mapped,
      "interrupts; Gemini has no message to cancel.",
      "ga/cancel"),
    .row("realtimeInput.audio", .mapped, "the user's audio, `audio/pcm;rate=…`"),
    .row("realtimeInput.audioStreamEnd", .mapped, "`input_audio_buffer.commit`.", "ga/commit-under-vad"),
    .row(
      "realtimeInput.video", .mapped,
      "a frame of a live video, at most one a second; any picture on models that take `clientContent` only at the start.",
      "ga/video", "ga/inputs-after-opening"),
    .row(
      "realtimeInput.text", .mapped,
      "text items inside an activity, and on models that take `clientContent` only at the start.",
      "ga/manual-text-and-speech", "ga/manual-history-first-model"),
    .row(
      ["realtimeInput.activityStart", "realtimeInput.activityEnd"], .mapped,
      "around what the user says, under manual turns and `create_response: false`.",
      "ga/manual-turn"),
    .row(
      "contextUpdate.systemInstruction", .mapped,
      "system items and later instructions on models that have it, and the instructions of one response.",
      "ga/history", "ga/update-after-content", "ga/response-instructions"),
    .row(
      "toolResponse", .mapped,
      "once all calls that were not cancelled have outputs.",
      "ga/tool-parallel"),
    .row(
      "contextUpdate.tools", .mapped,
      "functions that change in the conversation, on models that have it, and the functions of one response.",
      "ga/update-after-content", "ga/response-tools"),
  ]
}
