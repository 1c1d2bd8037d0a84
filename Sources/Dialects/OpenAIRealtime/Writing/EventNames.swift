import Conversation

/// The event names and part types that differ between the generations (section 3 of the OpenAI reference).
extension ClientContract.Wire {
  /// The beta has events of their own for sessions that only transcribe.
  func session(_ view: SessionView, _ event: String) -> String {
    switch (self, view.effective.purpose) {
    case (.ga, _), (.beta, .conversation): "session." + event
    case (.beta, .transcription): "transcription_session." + event
    }
  }

  var itemAdded: String { pick("conversation.item.created", "conversation.item.added") }
  var textDelta: String { pick("response.text.delta", "response.output_text.delta") }
  var textDone: String { pick("response.text.done", "response.output_text.done") }
  var audioDelta: String { pick("response.audio.delta", "response.output_audio.delta") }
  var audioDone: String { pick("response.audio.done", "response.output_audio.done") }
  var transcriptDelta: String { pick("response.audio_transcript.delta", "response.output_audio_transcript.delta") }
  var transcriptDone: String { pick("response.audio_transcript.done", "response.output_audio_transcript.done") }

  /// Types of an assistant's parts inside items; `response.content_part.*` has one spelling for both.
  var outputText: String { pick("text", "output_text") }
  var outputAudio: String { pick("audio", "output_audio") }

  /// A function's name at the end of its arguments, which the beta does not say there.
  func named(_ function: String) -> String? {
    switch self {
    case .beta: nil
    case .ga: function
    }
  }

  private func pick(_ beta: String, _ ga: String) -> String {
    switch self {
    case .beta: beta
    case .ga: ga
    }
  }
}
