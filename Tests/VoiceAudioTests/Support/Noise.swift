import Foundation
import SeededRandom
import Synchronization

/// The rooms that people call from. Every noise has a loudness of 1.
enum Noise: String, CaseIterable {
  case white
  case pink
  case hum
  case fan
  case babble

  private static let made = Mutex<[String: Sound]>([:])

  func sound(ms: Int, rate: Int) throws -> Sound {
    let key = "\(self) \(ms) \(rate)"
    if let cached = Noise.made.withLock({ $0[key] }) { return cached }
    var random = SeededRandom(seed: UInt64(rate) + 7)
    let count = ms * rate / 1000
    var sound: Sound
    switch self {
    case .white: sound = Sound(samples: (0..<count).map { _ in Noise.uniform(&random) }, rate: rate)
    case .pink: sound = Noise.pink(count, rate, &random)
    case .hum: sound = Noise.hum(ms, rate, &random)
    case .fan: sound = Noise.fan(count, rate, &random)
    case .babble: sound = try Noise.babble(ms, rate, &random)
    }
    sound = sound.scaled(by: 1 / sound.loudness)
    Noise.made.withLock { $0[key] = sound }
    return sound
  }

  private static func uniform(_ random: inout SeededRandom) -> Float { Float.random(in: -1...1, using: &random) }

  /// Paul Kellet's filter: 3 dB less per octave.
  private static func pink(_ count: Int, _ rate: Int, _ random: inout SeededRandom) -> Sound {
    var b0: Float = 0
    var b1: Float = 0
    var b2: Float = 0
    let samples = (0..<count).map { _ in
      let white = uniform(&random)
      b0 = 0.99765 * b0 + white * 0.0990460
      b1 = 0.96300 * b1 + white * 0.2965164
      b2 = 0.57000 * b2 + white * 1.0526913
      return b0 + b1 + b2 + white * 0.1848
    }
    return Sound(samples: samples, rate: rate)
  }

  /// Mains: 50 Hz and its harmonics, and a little hiss.
  private static func hum(_ ms: Int, _ rate: Int, _ random: inout SeededRandom) -> Sound {
    var sound = Sound(samples: (0..<(ms * rate / 1000)).map { _ in 0.05 * uniform(&random) }, rate: rate)
    for (harmonic, amplitude) in [(1, 1.0), (2, 0.5), (3, 0.4), (5, 0.25), (7, 0.15), (9, 0.1)] {
      sound.mix(.sine(Double(50 * harmonic), amplitude: amplitude, ms: ms, rate: rate))
    }
    return sound
  }

  /// A low rush with the beat of the blades: slow waves of 2 dB, a tone at 120 Hz.
  private static func fan(_ count: Int, _ rate: Int, _ random: inout SeededRandom) -> Sound {
    let follow = Float(2 * Double.pi * 400 / Double(rate))
    var low: Float = 0
    var lower: Float = 0
    let samples = (0..<count).map { index in
      low += (uniform(&random) - low) * follow
      lower += (low - lower) * follow
      let time = Float(index) / Float(rate)
      let wave = 1 + 0.12 * sin(2 * .pi * 1.3 * time)
      return (lower + 0.05 * sin(2 * .pi * 120 * time)) * wave
    }
    return Sound(samples: samples, rate: rate)
  }

  /// A canteen: sixteen people far away, all talking at once.
  private static func babble(_ ms: Int, _ rate: Int, _ random: inout SeededRandom) throws -> Sound {
    var sound = Sound.silence(ms: ms, rate: rate)
    let talk = "we were going to the market and then it rained so much that nobody came home before seven o'clock"
    for voice in 0..<16 {
      let speech = try Speech.of(talk, voice: ["en+m1", "en+f2", "en+m4", "en+f4"][voice % 4], rate: rate)
      var start = -Int.random(in: 0..<5000, using: &random)
      while start < ms {
        let cut = Sound(samples: Array(speech.samples.dropFirst(max(0, -start * rate / 1000))), rate: rate)
        sound.mix(cut.scaled(by: 1 / speech.loudness), atMs: max(start, 0))
        start += speech.samples.count * 1000 / rate
      }
    }
    return sound
  }
}
