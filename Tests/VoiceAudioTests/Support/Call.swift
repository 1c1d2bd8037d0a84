import Foundation

@testable import VoiceAudio

/// Some sentences with pauses between them, over noise, and the truth about where they begin.
struct Call {
  /// One sentence, in milliseconds.
  struct Sentence {
    /// The first 10 ms that are no digital silence before the noise is added.
    var firstSoundMs: Int
    /// From here on the voice is heard over the noise: its next 30 ms are 3 dB louder (6 dB in a babble,
    /// whose own level strays by that much).
    var startMs: Int
    var endMs: Int
  }

  var sound: Sound
  var sentences: [Sentence] = []

  private static let lines = [
    ("Hello, can you tell me the weather?", "en+f3"), ("Stop.", "en+m3"), ("Four tickets to Vienna.", "en-us"),
    ("No, not that.", "en+m7"), ("Seven", "en+f1"), ("What about tomorrow?", "en-us"),
  ]
  private static let pauseMs = 1000

  /// Speech at -20 dB of full scale; the noise so many decibels below it.
  init(noise: Noise, snr: Double, rate: Int) throws {
    var clean = Sound.silence(ms: 0, rate: rate)
    var spans: [Range<Int>] = []
    for (text, voice) in Call.lines {
      let speech = try Speech.of(text, voice: voice, rate: rate)
      clean.samples += [Float](repeating: 0, count: Call.pauseMs * rate / 1000)
      spans.append(clean.samples.count..<(clean.samples.count + speech.samples.count))
      clean.samples += speech.scaled(by: 3277 / speech.loudness).samples
    }
    clean.samples += [Float](repeating: 0, count: Call.pauseMs * rate / 1000)
    let loudness = Float(3277 / pow(10, snr / 20))
    sound = clean
    sound.mix(try noise.sound(ms: clean.samples.count * 1000 / rate, rate: rate).scaled(by: loudness))
    let audible = loudness * loudness * (noise == .babble ? 4 : 2)
    sentences = spans.map { Call.sentence(clean, $0, audible: audible) }
  }

  private static func sentence(_ clean: Sound, _ span: Range<Int>, audible: Float) -> Sentence {
    let frame = clean.rate / 100
    let starts = stride(from: span.lowerBound / frame * frame, to: span.upperBound - frame, by: frame)
    func power(_ start: Int, frames: Int) -> Float {
      let heard = clean.samples[start..<min(start + frames * frame, clean.samples.count)]
      return heard.reduce(0) { $0 + $1 * $1 } / Float(heard.count)
    }
    let loud = starts.filter { power($0, frames: 3) > audible }
    let sound = starts.first { power($0, frames: 1) > 100 }
    return Sentence(
      firstSoundMs: (sound ?? 0) / frame * 10, startMs: (loud.first ?? 0) / frame * 10,
      endMs: (loud.last ?? 0) / frame * 10 + 10)
  }
}
