import ByteJSON
import Conversation
import VoiceAudio

/// A `Blob`'s members: media type, and base64 as the client wrote it.
extension JSONWriter {
  mutating func blob(_ picture: Picture) {
    member("mimeType", picture.type.rawValue)
    member("data", verbatim: picture.base64.span.bytes)
  }

  /// A whole sound file. Its head is as long as a whole number of base64 groups, so nothing is decoded.
  mutating func blob(_ recording: Recording) {
    member("mimeType", "audio/wav")
    let bytes = Base64.decodedByteCount(recording.base64.span.bytes, 0..<recording.base64.count)
    var text: [UInt8] = []
    text.reserveCapacity(WaveHead.characterCount + recording.base64.count)
    Base64.encode(WaveHead.bytes(rate: recording.hz, pcmBytes: bytes).span.bytes, appendingTo: &text)
    text += recording.base64
    member("data", verbatim: text.span.bytes)
  }

  /// A piece of it, as the microphone would send it.
  mutating func speech(_ recording: Recording, _ characters: Range<Int>) {
    member("mimeType", "audio/pcm;rate=\(recording.hz)")
    member("data", verbatim: recording.base64.span.bytes.extracting(characters))
  }
}

extension Recording {
  /// The session states the rate before it sends a recording; until then it has the wire's usual one.
  fileprivate var hz: Int { rate ?? 24_000 }
}
