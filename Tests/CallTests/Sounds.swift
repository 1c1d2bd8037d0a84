import Foundation

/// Audio in stories by name, so that a story can be read: `$speech 300ms 16000Hz` stands for the base64 of 300 ms of
/// something that the detector takes for speech, `$silence …` for quiet. `#2` tells a second one of a kind apart.
struct Sounds {
  private var names: [String: String] = [:]

  /// Replaces names by base64, and remembers which is which.
  mutating func expanded(_ value: Any) -> Any {
    switch value {
    case let text as String where text.hasPrefix("$speech ") || text.hasPrefix("$silence "):
      let base64 = Self.sound(text)
      names[base64] = text
      return base64
    case let list as [Any]: return list.map { expanded($0) }
    case let object as [String: Any]: return object.mapValues { expanded($0) }
    default: return value
    }
  }

  /// Replaces base64 that came in by its name.
  func named(_ value: Any) -> Any {
    switch value {
    case let text as String: return names[text] ?? text
    case let list as [Any]: return list.map { named($0) }
    case let object as [String: Any]: return object.mapValues { named($0) }
    default: return value
    }
  }

  static func sound(_ name: String) -> String {
    let words = name.split(separator: " ")
    let milliseconds = words.dropFirst().first.flatMap { Int($0.dropLast(2)) } ?? 0
    let rate = words.dropFirst(2).first.flatMap { Int($0.dropLast(2)) } ?? 16_000
    let variant = words.dropFirst(3).first.flatMap { Int($0.dropFirst()) } ?? 1
    return Data(samples(speech: words[0] == "$speech", ms: milliseconds, rate: rate, variant: variant))
      .base64EncodedString()
  }

  /// PCM16: a voiced buzz of harmonics with a syllable's envelope, or a faint hiss.
  static func samples(speech: Bool, ms: Int, rate: Int, variant: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    var noise: UInt32 = UInt32(truncatingIfNeeded: variant &* 7919 &+ 1)
    for index in 0..<(ms * rate / 1_000) {
      noise = noise &* 1_664_525 &+ 1_013_904_223
      var value = Double(Int32(bitPattern: noise) >> 24) / 16
      if speech {
        let time = Double(index) / Double(rate)
        let pitch = 110.0 + 10.0 * Double(variant % 5) + 8.0 * sin(2 * .pi * 3 * time)
        for harmonic in 1...20 {
          let frequency = pitch * Double(harmonic)
          let formant = exp(-pow((frequency - 600) / 300, 2)) + 0.5 * exp(-pow((frequency - 1_400) / 400, 2)) + 0.05
          value += 3_500 * formant * sin(2 * .pi * frequency * time)
        }
        value *= 0.6 + 0.4 * sin(2 * .pi * 4 * time)
      }
      let sample = Int16(max(-32_000, min(32_000, value)))
      bytes.append(UInt8(truncatingIfNeeded: sample))
      bytes.append(UInt8(truncatingIfNeeded: sample >> 8))
    }
    return bytes
  }
}

extension Sounds {
  /// 100 ms at 16 kHz, different for each number: the number is in its first samples.
  static func numbered(_ number: Int, isSpeech: Bool) -> String {
    var bytes = isSpeech ? speech : silence
    bytes[0] = UInt8(truncatingIfNeeded: number)
    bytes[2] = UInt8(truncatingIfNeeded: number >> 8)
    return Data(bytes).base64EncodedString()
  }

  private static let speech = samples(speech: true, ms: 100, rate: 16_000, variant: 1)
  private static let silence = samples(speech: false, ms: 100, rate: 16_000, variant: 1)
}
