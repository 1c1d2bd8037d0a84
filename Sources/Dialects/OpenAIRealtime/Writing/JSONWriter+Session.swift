import ByteJSON
import Conversation
import VoiceAudio

/// The session object in either shape, or one object that is both: extra fields harm nobody, so a client that may
/// still turn out to be of the other generation gets both (semantics 1).
extension JSONWriter {
  mutating func session(_ view: SessionView, _ wire: ClientContract.Wire) {
    object("session") { $0.sessionMembers(view, wire) }
  }

  /// The same without the braces: the beta's client secret stands inside the session.
  mutating func sessionMembers(_ view: SessionView, _ wire: ClientContract.Wire) {
    switch (view.effective.purpose, wire, view.shapes) {
    case (.transcription, _, _): transcriptionSession(view, wire)
    case (.conversation, .ga, .own): sessionGA(view)
    case (.conversation, .beta, .own): sessionBeta(view)
    case (.conversation, _, .both):
      sessionBeta(view)
      member("type", "realtime")
      onlyGA(view.effective)
    }
    trueRates(view.effective)
    member("reattach_token", ifPresent: view.reattachToken)
  }

  /// `{"id":…,"object":"realtime.conversation"}`
  mutating func conversation(_ id: String) {
    object("conversation") {
      $0.member("id", id)
      $0.member("object", "realtime.conversation")
    }
  }

  private mutating func sessionGA(_ view: SessionView) {
    member("type", "realtime")
    member("object", "realtime.session")
    member("id", view.id)
    if !view.hidden.contains(.model) { member("model", view.model) }
    member("expires_at", view.expiresAt)
    instructions(view)
    inBoth(view, .ga)
    onlyGA(view.effective)
  }

  private mutating func sessionBeta(_ view: SessionView) {
    let session = view.effective
    member("id", view.id)
    member("object", "realtime.session")
    if !view.hidden.contains(.model) { member("model", view.model) }
    member("expires_at", view.expiresAt)
    instructions(view)
    member("modalities", session.output.modalities)
    member("voice", session.voice ?? OpenAIRealtime.unchosenVoice)
    member("input_audio_format", session.inputFormat.flatName)
    member("output_audio_format", session.outputFormat.flatName)
    key("input_audio_transcription")
    transcription(session.transcription)
    key("input_audio_noise_reduction")
    noiseReduction(session.noiseReduction)
    key("turn_detection")
    turnDetection(session.turnDetection, .beta)
    inBoth(view, .beta)
    member("temperature", ifPresent: session.temperature)
    limit("max_response_output_tokens", session.maxOutputTokens)
    member("speed", 1)
  }

  private mutating func instructions(_ view: SessionView) {
    if !view.hidden.contains(.instructions) { member("instructions", view.effective.instructions) }
  }

  private mutating func inBoth(_ view: SessionView, _ wire: ClientContract.Wire) {
    let hidesTools = view.hidden.contains(.tools)
    if !hidesTools { tools(view.effective.tools) }
    // A function that is named is one of the hidden tools; the beta's words name none.
    toolChoice(view.effective.toolChoice, hidesTools ? .beta : wire)
    member("tracing", orNull: view.effective.tracing)
    null("prompt")
    null("include")
  }

  /// Fields that only a GA session has.
  private mutating func onlyGA(_ session: SessionConfiguration) {
    member("output_modalities", session.output.outputModalities)
    limit("max_output_tokens", session.maxOutputTokens)
    key("truncation")
    if let truncation = session.truncation { value(truncation) } else { value("auto") }
    object("audio") {
      $0.object("input") {
        $0.format(session.inputFormat)
        $0.key("transcription")
        $0.transcription(session.transcription)
        $0.key("noise_reduction")
        $0.noiseReduction(session.noiseReduction)
        $0.key("turn_detection")
        $0.turnDetection(session.turnDetection, .ga)
      }
      $0.object("output") {
        $0.format(session.outputFormat)
        $0.member("voice", session.voice ?? OpenAIRealtime.unchosenVoice)
        $0.member("speed", 1)
      }
    }
  }

  /// The schema knows PCM at 24000 Hz only; `x_input_rate` and `x_output_rate` tell the truth where it is another.
  private mutating func trueRates(_ session: SessionConfiguration) {
    if case .pcm16(let rate) = session.inputFormat, rate != 24_000 { member("x_input_rate", rate) }
    if case .pcm16(let rate) = session.outputFormat, rate != 24_000 { member("x_output_rate", rate) }
  }
}
