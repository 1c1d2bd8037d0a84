/// Base64 (RFC 4648) over bytes that lie somewhere else. Decoding is strict: padding where it belongs,
/// no white space, nothing outside the alphabet.
package enum Base64 {
  package enum Alphabet: Equatable, Sendable {
    /// `+` and `/`; the last group padded with `=`.
    case standard
    /// What protocol buffers take in JSON: `-` and `_` beside `+` and `/`, padding optional.
    case urlSafe
  }

  /// How decoding ended.
  package enum DecodeResult: Equatable, Sendable {
    /// All of it; so many bytes.
    case decoded(bytes: Int)
    /// Not base64; the offset, in the span, of the first character that does not fit.
    case invalid(at: Int)
  }

  /// The bytes that a text of so many characters, `=` not counted, stands for.
  package static func byteCount(ofCharacters count: Int) -> Int { count / 4 * 3 + count % 4 * 3 / 4 }

  /// The characters that so many bytes take, padding counted.
  package static func characterCount(ofBytes count: Int) -> Int { (count + 2) / 3 * 4 }

  /// The bytes that the text in `range` stands for if it is valid: a look at its end is enough, unless
  /// `escaped` says that it holds `\/`.
  package static func decodedByteCount(_ text: RawSpan, _ range: Range<Int>, escaped: Bool = false) -> Int {
    text.withUnsafeBytes { all in
      let text = UnsafeRawBufferPointer(rebasing: all[range.clamped(to: 0..<all.count)])
      var characters = text.count
      for byte in text.suffix(2).reversed() {
        guard byte == UInt8(ascii: "=") else { break }
        characters -= 1
      }
      if escaped { for byte in text where byte == UInt8(ascii: "\\") { characters -= 1 } }
      return byteCount(ofCharacters: characters)
    }
  }

  /// Cuts a text without escapes into pieces of at most `characters` each. Every piece is base64 by
  /// itself and holds whole 16-bit samples: cuts fall on multiples of 8 characters, which are 6 bytes
  /// or 3 samples. One piece, the whole, if it is short enough.
  package static func pieces(of range: Range<Int>, characters: Int) -> [Range<Int>] {
    let size = max(characters / 8 * 8, 8)
    return stride(from: range.lowerBound, to: max(range.upperBound, range.lowerBound + 1), by: size).map {
      $0..<min($0 + size, range.upperBound)
    }
  }
}
