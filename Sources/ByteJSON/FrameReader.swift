/// The few tokens that the two audio messages are made of. Strings are printable ASCII and have no
/// escapes, but for `\/` in a payload; each function skips the white space before its token.
struct FrameReader {
  let bytes: ByteView
  private var offset = 0

  struct Payload {
    var range: Range<Int>
    var escaped: Bool
  }

  init(_ bytes: ByteView) {
    self.bytes = bytes
  }

  @inline(__always)
  mutating func take(_ character: UInt8) -> Bool {
    skipSpace()
    guard bytes[offset] == character else { return false }
    offset += 1
    return true
  }

  /// A member's name and its colon.
  @inline(__always)
  mutating func takeKey() -> Range<Int>? {
    guard let key = takeText(), take(UInt8(ascii: ":")) else { return nil }
    return key
  }

  @inline(__always)
  mutating func takeKey(_ name: StaticString, _ otherName: StaticString) -> Bool {
    guard let key = takeKey() else { return false }
    return bytes.matches(key, name) || bytes.matches(key, otherName)
  }

  @inline(__always)
  mutating func takeText() -> Range<Int>? {
    guard let text = takePayload(), !text.escaped else { return nil }
    return text.range
  }

  @inline(__always)
  mutating func takePayload() -> Payload? {
    guard take(UInt8(ascii: "\"")),
      let end = bytes.firstOffset(of: UInt8(ascii: "\""), in: offset..<bytes.count)
    else { return nil }
    let range = offset..<end
    guard bytes.isPrintableASCII(range) else { return nil }
    var escaped = false
    var rest = range
    while let escape = bytes.firstOffset(of: UInt8(ascii: "\\"), in: rest) {
      guard bytes[escape + 1] == UInt8(ascii: "/") else { return nil }
      escaped = true
      rest = (escape + 2)..<end
    }
    offset = end + 1
    return Payload(range: range, escaped: escaped)
  }

  @inline(__always)
  mutating func isAtEnd() -> Bool {
    skipSpace()
    return offset == bytes.count
  }

  @inline(__always)
  private mutating func skipSpace() {
    while isJSONSpace(bytes[offset]) { offset += 1 }
  }
}

/// Space, tab, line feed, carriage return: all the white space that JSON has.
@inline(__always)
func isJSONSpace(_ byte: UInt8) -> Bool {
  byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
}
