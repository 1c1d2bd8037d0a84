#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A voice that says nothing, word by word: one buzz per syllable, coloured by the vowel that is written there, so
/// that an answer sounds like speech, lasts as long, and is the same every time.
enum SyntheticSpeech {
  /// Samples per second.
  static let rate = 24_000
  private static let syllableMs = 150
  private static let gapMs = 50
  private static let pauseMs = 200
  /// No word is longer than this, whatever stands in it.
  private static let syllableLimit = 8

  /// A word with the space and the marks around it, as PCM16 little-endian at 24,000 Hz.
  static func say(_ word: String) -> [UInt8] {
    var samples: [Int16] = []
    for (index, vowel) in vowels(in: word).enumerated() {
      samples += syllable(vowel, pitch: 135 - Double(index) * 6)
    }
    let ends = word.contains { ".,;:!?".contains($0) }
    samples += [Int16](repeating: 0, count: rate / 1000 * (ends ? pauseMs : gapMs))
    return PCM16.bytes(samples)
  }

  /// A steady tone, for scripts.
  static func tone(hertz: Double, milliseconds: Int) -> [UInt8] {
    PCM16.bytes(
      (0..<(rate * milliseconds / 1000)).map { index in
        Int16(8_000 * sin(2 * .pi * hertz * Double(index) / Double(rate)))
      })
  }

  /// One vowel per syllable: a run of vowels is one, and a word without any has one all the same.
  private static func vowels(in word: String) -> [Character] {
    var found: [Character] = []
    var inside = false
    for character in word.lowercased() {
      let isVowel = formants[character] != nil
      if isVowel && !inside { found.append(character) }
      inside = isVowel
    }
    return found.isEmpty ? ["e"] : Array(found.prefix(syllableLimit))
  }

  /// The two lowest resonances of the mouth in Hz.
  private static let formants: [Character: (Double, Double)] = [
    "a": (730, 1_090), "e": (530, 1_840), "i": (270, 2_290), "o": (570, 840), "u": (300, 870), "y": (300, 2_100),
  ]

  /// Pulses at the pitch of a voice through two resonators, faded in and out.
  private static func syllable(_ vowel: Character, pitch: Double) -> [Int16] {
    let (low, high) = formants[vowel] ?? (530, 1_840)
    var first = Resonator(hertz: low, bandwidth: 90)
    var second = Resonator(hertz: high, bandwidth: 120)
    let count = rate * syllableMs / 1000
    let period = Int(Double(rate) / pitch)
    let fade = Double(rate) * 0.02
    return (0..<count).map { index in
      let pulse = index % period == 0 ? 1.0 : 0.0
      let sound = first.pass(pulse) + 0.5 * second.pass(pulse)
      let envelope = min(1, Double(index) / fade, Double(count - index) / fade)
      return Int16(max(-1, min(1, sound * envelope)) * 12_000)
    }
  }

  /// A two-pole filter that rings at one frequency.
  private struct Resonator {
    private let feedback: (Double, Double)
    private var memory = (0.0, 0.0)

    init(hertz: Double, bandwidth: Double) {
      let radius = exp(-.pi * bandwidth / Double(rate))
      feedback = (2 * radius * cos(2 * .pi * hertz / Double(rate)), -radius * radius)
    }

    mutating func pass(_ input: Double) -> Double {
      let output = input + feedback.0 * memory.0 + feedback.1 * memory.1
      memory = (output, memory.0)
      return output * 0.6
    }
  }
}
