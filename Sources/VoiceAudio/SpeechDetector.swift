/// Hears where speech starts and stops: energy over a noise floor that follows the room.
///
///            ┌── enough loud frames in a row, a few gaps allowed ──┐
///          quiet                                                 speech
///            └──────────── `silenceMs` without a loud frame ───────┘
///
/// A start is told some 60 to 100 ms after it happened, so keep that much audio to send it along.
package struct SpeechDetector: Sendable {
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
  /// The end of the last 10 ms that held speech; nil before the first speech.
  package private(set) var lastSpeechMs: Int?
  /// Milliseconds of audio heard so far, in steps of 10.
  package private(set) var heardMs = 0

  /// Something was heard that may yet become speech.
  package var hasEvidence: Bool { !isSpeech && evidenceMs > 0 }
  /// Until the first speech, and for 3 s at most: who speaks from the first sample on, without a gap, is taken for the
  /// room.
  package var isNew: Bool { lastSpeechMs == nil && heardMs < 3_000 }
  /// Milliseconds since the last speech, while that may still go on; nil if there is no speech.
  package var pauseMs: Int? { isSpeech ? lastSpeechMs.map { heardMs - $0 } : nil }

  private var meter: BandMeter
  private var voiceFloor = NoiseFloor()
  private var hissFloor = NoiseFloor()
  /// The bytes behind the last whole frame, after those before it that the meter needs once more.
  private var unheard: [UInt8]
  /// Speech heard that is not yet enough for a start, in milliseconds, and when it began.
  private var evidenceMs: Float = 0
  private var evidenceBeganMs = 0
  /// How long the last frames were quiet, in milliseconds; 0 if the last one was loud.
  private var quietMs = 0

  /// Nil if the rate, in Hz, is none of 8000, 16000, 24000 and 48000.
  package init?(rate: Int, settings: Settings = Settings()) {
    guard Resampler.rates.contains(rate) else { return nil }
    self.rate = rate
    self.settings = settings
    meter = BandMeter(rate: rate)
    unheard = Array(repeating: 0, count: 2 * meter.historyLength)
  }

  /// Takes PCM16 little-endian bytes in pieces of any size; what a piece cuts waits for the next one.
  package mutating func hear(_ bytes: RawSpan) -> [Event] {
    bytes.withUnsafeBytes { hear($0) }
  }

  private mutating func hear(_ piece: UnsafeRawBufferPointer) -> [Event] {
    var events: [Event] = []
    let (frameBytes, historyBytes) = (2 * meter.frameLength, 2 * meter.historyLength)
    // Where in the piece the next frame begins: before it, if a part of the frame has been waiting.
    var start = historyBytes - unheard.count
    while start + frameBytes <= piece.count {
      let window = start - historyBytes..<start + frameBytes
      let levels =
        window.lowerBound < 0
        ? levels(across: piece, window) : meter.levels(of: UnsafeRawBufferPointer(rebasing: piece[window]))
      if let event = frameEnded(levels) { events.append(event) }
      start += frameBytes
    }
    let kept = start - historyBytes
    unheard.removeFirst(min(unheard.count, unheard.count + kept))
    unheard.append(contentsOf: piece[max(kept, 0)...])
    return events
  }

  /// Of a window that begins in what has been waiting and ends in the piece.
  private mutating func levels(across piece: UnsafeRawBufferPointer, _ window: Range<Int>) -> BandLevels {
    withUnsafeTemporaryAllocation(byteCount: window.count, alignment: 2) { whole in
      let earlier = unheard[(unheard.count + window.lowerBound)...]
      whole.copyBytes(from: earlier)
      UnsafeMutableRawBufferPointer(rebasing: whole[earlier.count...]).copyBytes(from: piece[..<window.upperBound])
      return meter.levels(of: UnsafeRawBufferPointer(whole))
    }
  }

  private mutating func frameEnded(_ levels: BandLevels) -> Event? {
    heardMs += 10
    let excess = excess(levels)
    let event = isSpeech ? endOfSpeech(excess) : startOfSpeech(excess)
    voiceFloor.heard(levels.voice, isVoice: isSpeech)
    if let hiss = levels.hiss { hissFloor.heard(hiss, isVoice: isSpeech) }
    return event
  }

  /// Each frame counts by how far it stands out, 10 ms at the margin and 25 at most; a quiet one takes a
  /// little back. So the s of "stop" and its vowel add up over the gap between them, and a click, alone
  /// for 80 ms, is forgotten.
  private mutating func startOfSpeech(_ excess: Float) -> Event? {
    guard excess > startMargin * 0.75 else {
      quietMs += 10
      evidenceMs = quietMs > 80 ? 0 : max(0, evidenceMs - 2.5)
      return nil
    }
    if evidenceMs == 0 { evidenceBeganMs = heardMs - 10 }
    evidenceMs += quietMs > 0 ? 10 : min(25, 10 * excess / startMargin)
    quietMs = 0
    guard evidenceMs >= Float(max(settings.minSpeechMs, 20)) else { return nil }
    isSpeech = true
    lastSpeechMs = heardMs
    return .started(atMs: evidenceBeganMs)
  }

  /// Speech goes on at a lower level than it needs to start, but one frame alone does not prolong it.
  private mutating func endOfSpeech(_ excess: Float) -> Event? {
    if excess > startMargin * 0.6 {
      if quietMs == 0 { lastSpeechMs = heardMs }
      quietMs = 0
    } else {
      quietMs += 10
    }
    guard let lastSpeechMs, heardMs - lastSpeechMs >= settings.silenceMs else { return nil }
    isSpeech = false
    evidenceMs = 0
    return .stopped(atMs: heardMs)
  }

  /// How far the frame stands out from the room, in the band where it does so more.
  private func excess(_ levels: BandLevels) -> Float {
    let voice = voiceFloor.excess(levels.voice)
    guard let hiss = levels.hiss else { return voice }
    return max(voice, hissFloor.excess(hiss))
  }

  /// Decibels by which a frame must stand out to count as speech: 2, 4 and 8 at thresholds 0, 0.5 and 1.
  private var startMargin: Float {
    let threshold = Float(min(max(settings.threshold, 0), 1))
    return 2 + 2 * threshold + 4 * threshold * threshold + (isRaised ? 8 : 0)
  }
}
