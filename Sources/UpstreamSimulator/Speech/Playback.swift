import VoiceAudio

/// The caller's own voice at 24,000 Hz, made piece by piece.
struct Playback: Sendable {
  /// Samples per second of all audio that the model sends.
  static let rate = 24_000

  private let speech: UserSpeech
  private var resampler: Resampler?
  /// Bytes of the speech that have been read.
  private var offset = 0
  private var isFlushed = false

  init(_ speech: UserSpeech) {
    self.speech = speech
    resampler = Resampler(from: speech.rate, to: Self.rate)
  }

  static func canPlay(_ speech: UserSpeech) -> Bool {
    speech.rate == rate || (Resampler.rates.contains(speech.rate) && !speech.samples.isEmpty)
  }

  /// About so many milliseconds more, as PCM16 little-endian; empty at the end.
  mutating func next(milliseconds: Int) -> [UInt8] {
    let size = max(2, milliseconds * speech.rate / 1000 * 2)
    while offset < speech.samples.count {
      let end = min(offset + size, speech.samples.count)
      let piece = speech.samples[offset..<end]
      offset = end
      guard speech.rate != Self.rate else { return Array(piece) }
      var output: [Int16] = []
      resampler?.process(PCM16.samples(piece), appendingTo: &output)
      if !output.isEmpty { return PCM16.bytes(output) }
    }
    guard !isFlushed, speech.rate != Self.rate else { return [] }
    isFlushed = true
    var output: [Int16] = []
    resampler?.flush(appendingTo: &output)
    return PCM16.bytes(output)
  }
}
