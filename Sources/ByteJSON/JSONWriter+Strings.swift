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
  package mutating func member(_ name: String, verbatim inside: RawSpan) {
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
    var runStart = 0
    for (offset, byte) in text.enumerated() where byte < 0x20 || byte == 0x22 || byte == 0x5C {
      append(text[runStart..<offset])
      append(UInt8(ascii: "\\"))
      appendEscape(byte)
      runStart = offset + 1
    }
    append(text[runStart...])
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
