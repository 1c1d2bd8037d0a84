import Testing

@testable import VoiceAudio

@Suite("Loudness in two bands")
struct BandMeterTests {
  /// The levels of the last of 20 frames, when every filter has settled.
  private func levels(_ sound: Sound) -> BandLevels {
    var meter = BandMeter(rate: sound.rate)
    let bytes = [UInt8](repeating: 0, count: 2 * meter.historyLength) + sound.pcm16
    var levels = BandLevels(voice: 0)
    for frame in 0..<20 {
      let start = 2 * frame * meter.frameLength
      let end = start + 2 * (meter.historyLength + meter.frameLength)
      levels = bytes[start..<end].withUnsafeBytes { meter.levels(of: $0) }
    }
    return levels
  }

  private func tone(_ frequency: Double, _ rate: Int) -> BandLevels {
    levels(.sine(frequency, amplitude: 10_000, ms: 200, rate: rate))
  }

  // 10 000 / √2 is 77 dB.
  @Test("A vowel's tone is as loud as it is, at every rate, and no hiss", arguments: [8000, 16000, 24000, 48000])
  func voice(rate: Int) throws {
    for frequency in [400.0, 1000, 2000] {
      let heard = tone(frequency, rate)
      #expect(abs(heard.voice - 77) < 1.5, "\(frequency) Hz")
      #expect((heard.hiss ?? 0) < 77 - 20, "\(frequency) Hz")
    }
  }

  @Test("A tone of an s is hiss, and little of it is voice", arguments: [16000, 24000, 48000])
  func hiss(rate: Int) throws {
    let heard = tone(6500, rate)
    #expect(abs(try #require(heard.hiss) - 77) < 2)
    #expect(heard.voice < 77 - 15)
  }

  @Test("The lowest rate has no band above the voice")
  func lowestRate() { #expect(tone(1000, 8000).hiss == nil) }

  @Test("Mains hum loses 30 dB, an offset everything", arguments: [8000, 16000, 24000, 48000])
  func rumble(rate: Int) {
    let hum = tone(50, rate)
    #expect(hum.voice < 77 - 30)
    #expect((hum.hiss ?? 0) < 24)
    let offset = levels(Sound(samples: Array(repeating: 8000, count: rate / 5), rate: rate))
    #expect(offset.voice < 3)
    #expect((offset.hiss ?? 0) < 24)
  }

  @Test("Silence is 0 dB", arguments: [8000, 16000, 24000, 48000])
  func silence(rate: Int) {
    let heard = levels(.silence(ms: 200, rate: rate))
    #expect(heard.voice == 0)
    #expect((heard.hiss ?? 0) == 0)
  }

  @Test("Four samples a step are what two filters in a row do sample by sample")
  func rumbleFilter() throws {
    let noise = try Noise.pink.sound(ms: 100, rate: 8000).scaled(by: 3000)
    var (first, second) = (Biquad.highPass(cutoff: 180, rate: 8000), Biquad.highPass(cutoff: 180, rate: 8000))
    var filter = RumbleFilter()
    let expected = noise.samples.map { second.filter(first.filter($0)) }
    var filtered = noise.samples
    filtered.withUnsafeMutableBufferPointer { samples in
      guard let samples = samples.baseAddress else { return }
      // In two pieces, as two frames are.
      filter.filter(samples, count: 400)
      filter.filter(samples + 400, count: 400)
    }
    for place in noise.samples.indices { #expect(abs(filtered[place] - expected[place]) < 0.2, "at \(place)") }
  }

  @Test("What rings on unheard is forgotten")
  func settles() {
    var meter = BandMeter(rate: 8000)
    let window = [UInt8](repeating: 1, count: 2 * (meter.historyLength + meter.frameLength))
    _ = window.withUnsafeBytes { meter.levels(of: $0) }
    let silence = [UInt8](repeating: 0, count: window.count)
    var last: Float = 1
    for _ in 0..<100 { last = silence.withUnsafeBytes { meter.levels(of: $0).voice } }
    #expect(last == 0)
  }
}
