extension SpeechDetector {
  package struct Settings: Equatable, Sendable {
    /// 0 hears a whisper, 1 only a loud voice.
    package var threshold: Double
    /// So much silence ends speech, in milliseconds.
    package var silenceMs: Int
    /// So much speech makes a start, in milliseconds.
    package var minSpeechMs: Int

    package init(threshold: Double = 0.5, silenceMs: Int = 500, minSpeechMs: Int = 60) {
      self.threshold = threshold
      self.silenceMs = silenceMs
      self.minSpeechMs = minSpeechMs
    }
  }
}
