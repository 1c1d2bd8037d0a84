import Foundation
import VoiceAudio

/// Our base64 and Foundation's agree on what is valid and what it says; bytes come back from their text; pieces of a
/// text are the text.
enum Base64Input {
  static func read(_ bytes: [UInt8]) {
    decoded(bytes)
    encoded(bytes)
    var scratch: [UInt8] = []
    for alphabet in [Base64.Alphabet.standard, .urlSafe] {
      _ = Base64.decode(bytes.span.bytes, 0..<bytes.count, escaped: true, alphabet: alphabet, into: &scratch)
      _ = Base64.decode(bytes.span.bytes, 0..<bytes.count, alphabet: alphabet, into: &scratch)
    }
  }

  private static func decoded(_ text: [UInt8]) {
    var ours: [UInt8] = []
    let theirs = Data(base64Encoded: Data(text))
    switch Base64.decode(text.span.bytes, 0..<text.count, into: &ours) {
    case .decoded(let count):
      claim(count == ours.count, "another count")
      claim(theirs.map { [UInt8]($0) } == ours, "decoded otherwise")
      claim(Base64.decodedByteCount(text.span.bytes, 0..<text.count) == count, "another length foretold")
      let pieces = Base64.pieces(of: 0..<text.count, characters: 16)
      claim(pieces.flatMap { text[$0] } == text, "pieces that are not the whole")
    case .invalid(let place): claim((0...text.count).contains(place), "an offset outside of the text")
    }
  }

  private static func encoded(_ bytes: [UInt8]) {
    var text: [UInt8] = []
    var back: [UInt8] = []
    Base64.encode(bytes.span.bytes, appendingTo: &text)
    claim(String(decoding: text, as: UTF8.self) == Data(bytes).base64EncodedString(), "encoded otherwise")
    claim(Base64.decode(text.span.bytes, 0..<text.count, into: &back) == .decoded(bytes: bytes.count), "no way back")
    claim(back == bytes, "other bytes came back")
  }
}
