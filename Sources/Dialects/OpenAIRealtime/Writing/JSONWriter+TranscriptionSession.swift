import ByteJSON
import Conversation
import VoiceAudio

/// The session object of a session that only transcribes: what it listens to, and nothing of answers.
extension JSONWriter {
  mutating func transcriptionSession(_ view: SessionView, _ wire: ClientContract.Wire) {
    member("id", view.id)
    member("object", "realtime.transcription_session")
    member("expires_at", view.expiresAt)
    switch (wire, view.shapes) {
    case (.ga, .own): listeningGA(view.effective)
    case (.beta, .own): listeningBeta(view.effective)
    case (_, .both):
      listeningBeta(view.effective)
      listeningGA(view.effective)
    }
  }

  private mutating func listeningGA(_ session: SessionConfiguration) {
    member("type", "transcription")
    object("audio") {
      $0.object("input") {
        $0.format(session.inputFormat)
        $0.key("transcription")
        $0.transcription(session.transcription)
        $0.key("noise_reduction")
        $0.noiseReduction(session.noiseReduction)
        $0.key("turn_detection")
        $0.listening(session.turnDetection)
      }
    }
    null("include")
  }

  private mutating func listeningBeta(_ session: SessionConfiguration) {
    member("input_audio_format", session.inputFormat.flatName)
    key("input_audio_transcription")
    transcription(session.transcription)
    key("input_audio_noise_reduction")
    noiseReduction(session.noiseReduction)
    key("turn_detection")
    listening(session.turnDetection)
  }

  /// How the ends of turns are found; what would follow them does not.
  private mutating func listening(_ detection: TurnDetection?) {
    guard let detection else { return null() }
    object {
      switch detection.method {
      case .server(let threshold, let prefixPaddingMs, let silenceMs, _):
        $0.member("type", "server_vad")
        $0.member("threshold", threshold)
        $0.member("prefix_padding_ms", prefixPaddingMs)
        $0.member("silence_duration_ms", silenceMs)
      case .semantic(let eagerness):
        $0.member("type", "semantic_vad")
        $0.member("eagerness", eagerness.rawValue)
      }
    }
  }
}
