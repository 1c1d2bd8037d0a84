extension ProtocolMap {
  static let messagesFromGemini = MapTable(
    name: "messages-from-gemini", subject: "message", hasBeta: false, explanation: "what becomes of it",
    rows: messagesFromGeminiRows)

  private static let messagesFromGeminiRows: [MapRow] = [
    .row("setupComplete", .mapped, "what was held goes up; `plain` gets its `session.created`"),
    .row(
      "serverContent.modelTurn", case: "`inlineData` with PCM16", .mapped,
      "audio deltas; the first one opens the response"),
    .row(
      "serverContent.modelTurn", case: "`text`", .mapped,
      "text deltas of a model that writes.",
      "ga/text-model"),
    .row(
      "serverContent.modelTurn", case: "`thought`", .mapped,
      "neither shown nor spoken; counted.",
      "ga/thoughts"),
    .row(
      "serverContent.modelTurn", case: "`executableCode`, `codeExecutionResult`, other media", .noEffect,
      "named in the log at level `debug`"),
    .row(
      "serverContent.outputTranscription", .mapped,
      """
      transcript deltas, or text deltas where text was asked of a model that only speaks. It opens a response only \
      if one is awaited.
      """,
      "ga/proactive"),
    .row(
      "serverContent.inputTranscription", .mapped,
      "the user's transcript. Models send pieces, or all text so far; the profile says which.",
      "ga/cumulative-transcript"),
    .row(
      "serverContent.interimInputTranscription", .noEffect,
      "a guess that OpenAI's events cannot take back"),
    .row("serverContent.generationComplete", .mapped, "the answer's `.done` events"),
    .row(
      "serverContent.interrupted", .mapped,
      "`speech_started` if the client does not know yet, `response.done` cancelled; late transcripts are dropped.",
      "ga/interruption"),
    .row("serverContent.turnComplete", .mapped, "`response.done`"),
    .row(
      "serverContent.turnCompleteReason", .mapped,
      "a safety stop is `incomplete`, another `failed`, `NEED_MORE_INPUT` no answer.",
      "ga/safety-stop", "ga/malformed"),
    .row("serverContent.waitingForInput", .mapped, "closes the user's turn without an answer"),
    .row("serverContent.interactionStatus", .mapped, "more content opens another response"),
    .row(
      "serverContent.groundingMetadata", .mapped,
      """
      where the owner gave the model `google_search` or another source: `annotations` of type `url_citation` (`url`, \
      `title`, `start_index`, `end_index`, as in OpenAI's Responses) on the part of `response.content_part.done`, on the \
      item and in `response.done`; what comes later than that part is in `response.done` alone. Search terms and Google's \
      HTML are not passed on.
      """,
      "ga/google-search", "ga/google-search-late"),
    .row("serverContent.urlContextMetadata", .noEffect),
    .row("usageMetadata", .mapped, "`response.done.usage`; both of Google's spellings"),
    .row(["voiceActivity", "voiceActivityDetectionSignal"], .mapped, "speech events"),
    .row(
      "toolCall", .mapped,
      "ends the response with one `function_call` item a call.",
      "ga/tool-message-first"),
    .row("toolCallCancellation", .mapped, "outputs that still come go up as text.", "ga/tool-cancelled"),
    .row("goAway", .mapped, "the call goes on with another connection.", "ga/go-away", "ga/go-away-forced"),
    .row("sessionResumptionUpdate", .mapped, "the handle for the next connection.", "ga/go-away-handle-late"),
    .other("content before `setupComplete`", .noEffect, "logged"),
    .other("an error in place of a message", .mapped, "`error`, and the call ends"),
    .other("anything else", .noEffect, "named in the log at level `debug`"),
  ]
}
