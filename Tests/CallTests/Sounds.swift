import Foundation

/// Audio in stories by name, so that a story can be read: `$speech 300ms 16000Hz` stands for the base64 of 300 ms of
/// something that the detector takes for speech, `$silence …` for quiet. `#2` tells a second one of a kind apart.
struct Sounds {
  private var names: [String: String] = [:]
  private var sounds: [(name: String, bytes: [UInt8])] = []

  /// Replaces names by base64, and remembers which is which.
  mutating func expanded(_ value: Any) -> Any {
    switch value {
    case let text as String where text.hasPrefix("$speech ") || text.hasPrefix("$silence "):
      let base64 = Self.sound(text)
      if names.updateValue(text, forKey: base64) == nil {
        sounds.append((text, Array(Data(base64Encoded: base64) ?? Data())))
      }
      return base64
    case let list as [Any]: return list.map { expanded($0) }
    case let object as [String: Any]: return object.mapValues { expanded($0) }
    default: return value
    }
  }

  /// Replaces base64 that came in by its name.
  func named(_ value: Any) -> Any {
    switch value {
    case let text as String: return names[text] ?? joined(text) ?? part(text) ?? text
    case let list as [Any]: return list.map { named($0) }
    case let object as [String: Any]: return object.mapValues { named($0) }
    default: return value
    }
  }

  /// A piece of a sound, such as `$speech 400ms 24000Hz, 100ms from 300ms`.
  private func part(_ base64: String) -> String? {
    guard (400...20_000).contains(base64.utf8.count), let data = Data(base64Encoded: base64) else { return nil }
    let piece = Array(data)
    for (name, bytes) in sounds {
      let rate = name.split(separator: " ").dropFirst(2).first.flatMap { Int($0.dropLast(2)) } ?? 16_000
      let places = stride(from: 0, through: bytes.count - piece.count, by: 2 * rate / 1_000)
      guard let place = places.first(where: { bytes[$0...].starts(with: piece) }) else { continue }
      return "\(name), \(piece.count * 500 / rate)ms from \(place * 500 / rate)ms"
    }
    return nil
  }

  /// Sounds that left in one message: `$speech 200ms 24000Hz + $silence 100ms 24000Hz`.
  private func joined(_ text: String) -> String? {
    guard text.count > 200, var rest = Data(base64Encoded: text)?[...] else { return nil }
    let sounds = names.compactMap { base64, name in Data(base64Encoded: base64).map { (name, $0) } }
    var parts: [String] = []
    while !rest.isEmpty {
      guard let (name, part) = longestPart(of: rest, sounds) else { return nil }
      parts.append(name)
      rest = rest.dropFirst(part.count)
    }
    return parts.count > 1 ? parts.joined(separator: " + ") : nil
  }

  /// The sound, or the end of one, that `audio` begins with: `…$silence 100ms 24000Hz of $silence 1000ms 24000Hz`.
  private func longestPart(of audio: Data.SubSequence, _ sounds: [(name: String, bytes: Data)]) -> (String, Data)? {
    for (name, bytes) in sounds.sorted(by: { ($1.bytes.count, $0.name) < ($0.bytes.count, $1.name) })
    where audio.starts(with: bytes) { return (name, bytes) }
    for (name, bytes) in sounds.sorted(by: { $0.name < $1.name }) {
      for tail in Self.tails(of: bytes) where audio.starts(with: tail) {
        let rate = name.split(separator: " ").dropFirst(2).first.flatMap { Int($0.dropLast(2)) } ?? 16_000
        return ("the last \(tail.count * 1_000 / (2 * rate)) ms of \(name)", Data(tail))
      }
    }
    return nil
  }

  /// Its ends, the longest first, of at least 1 ms at 48 kHz.
  private static func tails(of bytes: Data) -> [Data.SubSequence] {
    stride(from: 2, to: bytes.count - 96, by: 2).map { bytes[(bytes.startIndex + $0)...] }
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

  static let numberedRate = 16_000
  private static let speech = samples(speech: true, ms: 100, rate: numberedRate, variant: 1)
  private static let silence = samples(speech: false, ms: 100, rate: numberedRate, variant: 1)
}
