import VoiceAudio

/// 20 ms of a quiet room, as it comes from a client and from the model: the frames that all steps work on.
enum Frame {
  static let rate = 24_000

  /// PCM16 bytes. Always the same noise, some 40 dB under full scale: nobody speaks.
  static let pcm: [UInt8] = (0..<rate / 50).flatMap { (index: Int) -> [UInt8] in
    let sample = Int16(truncatingIfNeeded: (index &* 7919) % 401 - 200)
    return [UInt8(truncatingIfNeeded: sample), UInt8(truncatingIfNeeded: sample >> 8)]
  }

  static let base64: [UInt8] = {
    var text: [UInt8] = []
    Base64.encode(pcm.span.bytes, appendingTo: &text)
    return text
  }()

  static let append = bytes(#"{"type":"input_audio_buffer.append","audio":""#, base64, #""}"#)

  static let modelAudio = bytes(
    #"{"serverContent":{"modelTurn":{"parts":[{"inlineData":{"mimeType":"audio/pcm;rate=24000","data":""#, base64,
    #""}}]}}}"#)

  static func bytes(_ head: String, _ payload: [UInt8] = [], _ tail: String = "") -> [UInt8] {
    Array(head.utf8) + payload + Array(tail.utf8)
  }
}
