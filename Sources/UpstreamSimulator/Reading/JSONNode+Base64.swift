import ByteJSON
import VoiceAudio

extension JSONNode {
  /// The bytes of a base64 string in either alphabet, padded or not; nil if it is none.
  var decodedBase64: [UInt8]? {
    guard let range = stringRange else { return nil }
    var bytes: [UInt8] = []
    switch Base64.decode(message.span.bytes, range, escaped: hasEscapes, alphabet: .urlSafe, into: &bytes) {
    case .decoded: return bytes
    case .invalid: return nil
    }
  }
}
