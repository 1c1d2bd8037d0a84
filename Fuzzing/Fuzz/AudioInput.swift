import VoiceAudio

/// The first three bytes say from what to what, and where to cut; the rest is the sound. What comes out is the same
/// whether the sound came at once or in pieces.
enum AudioInput {
  private static let formats: [AudioFormat] = [
    .pcm16(rate: 8_000), .pcm16(rate: 16_000), .pcm16(rate: 24_000), .pcm16(rate: 48_000), .g711MuLaw, .g711ALaw,
  ]

  static func read(_ bytes: [UInt8]) {
    guard bytes.count > 3 else { return }
    let from = formats[Int(bytes[0]) % formats.count]
    let to = formats[Int(bytes[1]) % formats.count]
    guard var whole = Transcoder(from: from, to: to), var pieces = Transcoder(from: from, to: to) else { return }
    let sound = Array(bytes.dropFirst(3).dropLast((bytes.count - 3) % from.bytesPerSample))
    let cut = (Int(bytes[2]) + 1) * from.bytesPerSample
    var (atOnce, inPieces): ([UInt8], [UInt8]) = ([], [])
    atOnce += transcoded(sound, &whole)
    for start in stride(from: 0, to: sound.count, by: cut) {
      inPieces += transcoded(Array(sound[start..<min(start + cut, sound.count)]), &pieces)
    }
    claim(atOnce == inPieces, "a cut can be heard: \(from) to \(to), every \(cut) bytes")
  }

  private static func transcoded(_ sound: [UInt8], _ transcoder: inout Transcoder) -> [UInt8] {
    var (text, bytes): ([UInt8], [UInt8]) = ([], [])
    transcoder.transcode(sound.span.bytes, into: &text)
    claim(Base64.decode(text.span.bytes, 0..<text.count, into: &bytes) == .decoded(bytes: bytes.count), "not base64")
    return bytes
  }
}
