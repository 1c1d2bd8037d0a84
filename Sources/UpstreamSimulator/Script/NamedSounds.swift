import ByteJSON
import VoiceAudio

/// Sounds that transcripts name instead of holding them: `$speech 400ms 24000Hz`, `$silence 400ms 24000Hz`.
enum NamedSounds {
  private static let longestMs = 600_000

  /// The message with base64 of PCM16 in the place of names.
  static func expanded(_ message: JSONNode) -> [UInt8] {
    var writer = JSONWriter(capacity: message.raw.bytes.count)
    write(message, to: &writer)
    return writer.bytes
  }

  private static func write(_ node: JSONNode, to writer: inout JSONWriter) {
    switch node.kind {
    case .object:
      writer.object { writer in
        for (name, value) in node.members ?? [] {
          writer.key(named: name)
          write(value, to: &writer)
        }
      }
    case .array: writer.array { writer in for element in node.elements ?? [] { write(element, to: &writer) } }
    case .string: if let sound = base64(node.string ?? "") { writer.value(sound) } else { writer.value(node.raw) }
    case .number, .bool, .null: writer.value(node.raw)
    }
  }

  private static func base64(_ name: String) -> String? {
    let words = name.split(separator: " ")
    guard words.count >= 3, words[0] == "$speech" || words[0] == "$silence", words[1].hasSuffix("ms"),
      words[2].hasSuffix("Hz"), let ms = Int(words[1].dropLast(2)), let rate = Int(words[2].dropLast(2)),
      (1...longestMs).contains(ms), (8_000...48_000).contains(rate)
    else { return nil }
    let samples = words[0] == "$speech" ? buzz(ms: ms, rate: rate) : [Int16](repeating: 0, count: ms * rate / 1_000)
    var text: [UInt8] = []
    Base64.encode(PCM16.bytes(samples).span.bytes, appendingTo: &text)
    return String(decoding: text, as: UTF8.self)
  }

  /// A tone of 200 Hz with its octave: loud, and over in an instant.
  private static func buzz(ms: Int, rate: Int) -> [Int16] {
    (0..<(ms * rate / 1_000)).map { index in
      let phase = index * 200 % rate * 4 / rate
      return [0, 6_000, 0, -6_000][phase] + (index % (rate / 400) < rate / 800 ? 1_500 : -1_500)
    }
  }
}
