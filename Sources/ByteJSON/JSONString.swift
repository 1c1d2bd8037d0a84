/// The grammar of a string, and its text.
enum JSONString {
  /// The offset behind the string whose opening quote is at `start`, and whether it holds escapes.
  static func scan(_ bytes: ByteView, at start: Int) throws(JSONError) -> (end: Int, escaped: Bool) {
    var offset = start + 1
    // Nearly all strings end here. Once only: a second try behind each escape would be quadratic.
    if let quote = bytes.firstOffset(of: UInt8(ascii: "\""), in: offset..<max(offset, bytes.count)) {
      let range = offset..<quote
      if bytes.isPrintableASCII(range), bytes.firstOffset(of: UInt8(ascii: "\\"), in: range) == nil {
        return (quote + 1, false)
      }
    }
    var escaped = false
    while true {
      let byte = bytes[offset]
      switch byte {
      case UInt8(ascii: "\""): return (offset + 1, escaped)
      case UInt8(ascii: "\\"):
        escaped = true
        offset = try scanEscape(bytes, at: offset)
      case 0x00..<0x20:
        throw JSONError(offset < bytes.count ? .controlCharacter : .unexpectedEnd, at: offset)
      case 0x20...0x7F: offset += 1
      default:
        guard let length = bytes.utf8SequenceLength(at: offset) else { throw JSONError(.invalidUTF8, at: offset) }
        offset += length
      }
    }
  }

  /// The text of the string whose inside is `range`, which `scan` has accepted. A lone surrogate
  /// becomes U+FFFD.
  static func text(_ bytes: ByteView, inside range: Range<Int>, escaped: Bool) -> String {
    guard escaped else { return String(decoding: bytes.rebased(range), as: UTF8.self) }
    return String(unsafeUninitializedCapacity: range.count) { output in
      var length = 0
      var offset = range.lowerBound
      while offset < range.upperBound {
        if bytes[offset] != UInt8(ascii: "\\") {
          output[length] = bytes[offset]
          length += 1
          offset += 1
          continue
        }
        let (scalar, next) = unescape(bytes, at: offset)
        offset = next
        for unit in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter {
          output[length] = unit
          length += 1
        }
      }
      return length
    }
  }

  private static func scanEscape(_ bytes: ByteView, at start: Int) throws(JSONError) -> Int {
    switch bytes[start + 1] {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
      UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      return start + 2
    case UInt8(ascii: "u") where codeUnit(bytes, at: start + 2) != nil: return start + 6
    default: throw JSONError(start + 1 < bytes.count ? .invalidEscape : .unexpectedEnd, at: start)
    }
  }

  /// The character of the escape whose backslash is at `start`, and the offset behind it.
  private static func unescape(_ bytes: ByteView, at start: Int) -> (Unicode.Scalar, next: Int) {
    switch bytes[start + 1] {
    case UInt8(ascii: "b"): return ("\u{08}", start + 2)
    case UInt8(ascii: "f"): return ("\u{0C}", start + 2)
    case UInt8(ascii: "n"): return ("\n", start + 2)
    case UInt8(ascii: "r"): return ("\r", start + 2)
    case UInt8(ascii: "t"): return ("\t", start + 2)
    case UInt8(ascii: "u"): return unescapeUnicode(bytes, at: start)
    case let literal: return (Unicode.Scalar(literal), start + 2)
    }
  }

  private static func unescapeUnicode(_ bytes: ByteView, at start: Int) -> (Unicode.Scalar, next: Int) {
    let next = start + 6
    guard let unit = codeUnit(bytes, at: start + 2) else { return ("\u{FFFD}", next) }
    if let scalar = Unicode.Scalar(unit) { return (scalar, next) }
    guard UTF16.isLeadSurrogate(unit), bytes[next] == UInt8(ascii: "\\"), bytes[next + 1] == UInt8(ascii: "u"),
      let trail = codeUnit(bytes, at: next + 2), UTF16.isTrailSurrogate(trail)
    else { return ("\u{FFFD}", next) }
    return (UTF16.decode(UTF16.EncodedScalar([unit, trail])), next + 6)
  }

  /// Four hexadecimal digits.
  private static func codeUnit(_ bytes: ByteView, at start: Int) -> UInt16? {
    var unit: UInt16 = 0
    for offset in start..<(start + 4) {
      guard let digit = Character(Unicode.Scalar(bytes[offset])).hexDigitValue, bytes[offset] < 0x80 else { return nil }
      unit = unit << 4 | UInt16(digit)
    }
    return unit
  }
}
