/// The grammar of a number, and its value.
enum JSONNumber {
  /// The offset behind the number that begins at `start`.
  static func scan(_ bytes: ByteView, at start: Int) throws(JSONError) -> Int {
    var offset = start
    if bytes[offset] == UInt8(ascii: "-") { offset += 1 }
    if bytes[offset] == UInt8(ascii: "0") {
      offset += 1
    } else {
      offset = try digits(bytes, at: offset)
    }
    if bytes[offset] == UInt8(ascii: ".") {
      offset = try digits(bytes, at: offset + 1)
    }
    if bytes[offset] | 0x20 == UInt8(ascii: "e") {
      offset += 1
      if bytes[offset] == UInt8(ascii: "+") || bytes[offset] == UInt8(ascii: "-") { offset += 1 }
      offset = try digits(bytes, at: offset)
    }
    // "01" is two numbers to the grammar, and one mistake to its reader.
    if isDigit(bytes[offset]) { throw JSONError(.invalidNumber, at: offset) }
    return offset
  }

  /// The number as an integer: nil if it has a fraction or does not fit. `1.0` and `1e2` are integers.
  static func integer(_ text: String) -> Int? {
    Int(text) ?? double(text).flatMap { Int(exactly: $0) }
  }

  /// The nearest double; nil if it is too large to be finite.
  static func double(_ text: String) -> Double? {
    guard let value = Double(text), value.isFinite else { return nil }
    return value
  }

  private static func digits(_ bytes: ByteView, at start: Int) throws(JSONError) -> Int {
    var offset = start
    while isDigit(bytes[offset]) { offset += 1 }
    guard offset > start else {
      throw JSONError(start < bytes.count ? .invalidNumber : .unexpectedEnd, at: start)
    }
    return offset
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }
}
