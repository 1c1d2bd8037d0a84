extension JSONWriter {
  /// A string value, escaped where JSON asks for it: quote, backslash and control characters. A slash
  /// stays a slash.
  package mutating func string(_ text: String) {
    separate()
    appendQuoted(text)
  }

  /// A string value whose inside is escaped already or needs no escape: base64, or a range of a
  /// message that was read.
  package mutating func string(verbatim inside: RawSpan) {
    separate()
    append(UInt8(ascii: "\""))
    inside.withUnsafeBytes { append($0) }
    append(UInt8(ascii: "\""))
  }

  /// A string member whose inside is escaped already or needs no escape.
  package mutating func member(_ name: StaticString, verbatim inside: RawSpan) {
    key(name)
    string(verbatim: inside)
  }

  mutating func appendQuoted(_ text: String) {
    var text = text
    append(UInt8(ascii: "\""))
    text.withUTF8 { appendEscaped($0) }
    append(UInt8(ascii: "\""))
  }

  private mutating func appendEscaped(_ text: UnsafeBufferPointer<UInt8>) {
    var rest = text
    while true {
      let plain = Self.plainPrefix(of: rest)
      append(UnsafeBufferPointer(rebasing: rest[..<plain]))
      guard plain < rest.count else { return }
      append(UInt8(ascii: "\\"))
      appendEscape(rest[plain])
      rest = UnsafeBufferPointer(rebasing: rest[(plain + 1)...])
    }
  }

  /// How many bytes come before the first one that JSON wants escaped, looked at eight at a time.
  private static func plainPrefix(of text: UnsafeBufferPointer<UInt8>) -> Int {
    let bytes = UnsafeRawBufferPointer(text)
    let (ones, highs) = (0x0101_0101_0101_0101 as UInt64, 0x8080_8080_8080_8080 as UInt64)
    var offset = 0
    while offset &+ 8 <= bytes.count {
      let eight = bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
      // A byte that is less than the one it is taken from borrows into its highest bit.
      let control = (eight &- ones &* 0x20) & ~eight
      let quote = ((eight ^ ones &* 0x22) &- ones) & ~(eight ^ ones &* 0x22)
      let backslash = ((eight ^ ones &* 0x5C) &- ones) & ~(eight ^ ones &* 0x5C)
      if (control | quote | backslash) & highs != 0 { break }
      offset &+= 8
    }
    while offset < bytes.count, bytes[offset] >= 0x20, bytes[offset] != 0x22, bytes[offset] != 0x5C { offset &+= 1 }
    return offset
  }

  /// What follows the backslash.
  private mutating func appendEscape(_ byte: UInt8) {
    switch byte {
    case 0x08: append(UInt8(ascii: "b"))
    case 0x09: append(UInt8(ascii: "t"))
    case 0x0A: append(UInt8(ascii: "n"))
    case 0x0C: append(UInt8(ascii: "f"))
    case 0x0D: append(UInt8(ascii: "r"))
    case 0x00..<0x20:
      append("u00".utf8)
      append(byte < 0x10 ? UInt8(ascii: "0") : UInt8(ascii: "1"))
      append(byte & 15 < 10 ? UInt8(ascii: "0") + byte & 15 : UInt8(ascii: "a") + (byte & 15 - 10))
    default: append(byte)
    }
  }
}
