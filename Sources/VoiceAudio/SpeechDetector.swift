/// Hears where speech starts and stops: energy over a noise floor that follows the room.
package struct SpeechDetector: Sendable {
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

  /// What was heard. Times are milliseconds of audio since the session's first sample.
  package enum Event: Equatable, Sendable {
    /// Speech began at that moment, which is a little past already.
    case started(atMs: Int)
    /// Speech is over: `silenceMs` of silence ended at that moment.
    case stopped(atMs: Int)
  }

  package let rate: Int
  package var settings: Settings
  /// Asks for louder speech: while the model speaks, its own voice comes back through the microphone.
  package var isRaised = false
  package private(set) var isSpeech = false
  /// The end of the last 10 ms that held speech.
  package private(set) var lastSpeechMs: Int?
  /// Milliseconds of audio heard so far.
  package private(set) var heardMs = 0

  /// Nil if the rate, in Hz, is none of 8000, 16000, 24000 and 48000.
  package init?(rate: Int, settings: Settings = Settings()) {
    guard Resampler.rates.contains(rate) else { return nil }
    self.rate = rate
    self.settings = settings
  }

  /// Takes PCM16 little-endian bytes; a chunk may end within a sample.
  package mutating func hear(_ bytes: RawSpan) -> [Event] {
    []
  }
}
