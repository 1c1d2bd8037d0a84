/// Pulls the tokens of one JSON text (RFC 8259) and validates them on the way. It holds one bit per
/// open level instead of calling itself, so depth costs no stack.
struct JSONTokenizer {
  enum Token: Equatable {
    case beginObject
    case endObject
    case beginArray
    case endArray
    /// A member's name; its colon is taken with it.
    case key(escaped: Bool)
    case string(escaped: Bool)
    case number
    case bool
    case null
  }

  private enum Expectation {
    case value
    case firstElementOrEnd
    case firstKeyOrEnd
    case key
    case commaOrEnd
    case nothing
  }

  let bytes: ByteView
  private(set) var offset: Int
  /// How many objects and arrays are open.
  private(set) var depth = 0
  private var expectation = Expectation.value
  /// Bit n is set if the nth open level is an object.
  private var objects: UInt128 = 0

  /// Starts at `offset`, where a value is expected.
  init(_ bytes: ByteView, at offset: Int = 0) {
    self.bytes = bytes
    self.offset = offset
  }

  /// The next token and its bytes, strings with their quotes; nil behind the end of the one value.
  mutating func next() throws(JSONError) -> (token: Token, range: Range<Int>)? {
    skipSpace()
    switch expectation {
    case .value: return try value()
    case .firstElementOrEnd: return bytes[offset] == UInt8(ascii: "]") ? close() : try value()
    case .firstKeyOrEnd: return bytes[offset] == UInt8(ascii: "}") ? close() : try key()
    case .key: return try key()
    case .commaOrEnd: return try separator()
    case .nothing: return nil
    }
  }

  /// Throws if anything but white space is left.
  mutating func expectEnd() throws(JSONError) {
    skipSpace()
    guard offset == bytes.count else { throw JSONError(.trailingContent, at: offset) }
  }

  private mutating func separator() throws(JSONError) -> (token: Token, range: Range<Int>) {
    let isObject = objects & 1 == 1
    switch bytes[offset] {
    case UInt8(ascii: ","):
      offset += 1
      skipSpace()
      return isObject ? try key() : try value()
    case UInt8(ascii: "}") where isObject: return close()
    case UInt8(ascii: "]") where !isObject: return close()
    default: throw failure(.expectedCommaOrEnd)
    }
  }

  private mutating func key() throws(JSONError) -> (token: Token, range: Range<Int>) {
    guard bytes[offset] == UInt8(ascii: "\"") else { throw failure(.expectedKey) }
    let start = offset
    let escaped = try skipString()
    let range = start..<offset
    skipSpace()
    guard bytes[offset] == UInt8(ascii: ":") else { throw failure(.expectedColon) }
    offset += 1
    expectation = .value
    return (.key(escaped: escaped), range)
  }

  private mutating func value() throws(JSONError) -> (token: Token, range: Range<Int>) {
    let start = offset
    switch bytes[start] {
    case UInt8(ascii: "{"): return try open(object: true)
    case UInt8(ascii: "["): return try open(object: false)
    case UInt8(ascii: "\""):
      let escaped = try skipString()
      return finished(.string(escaped: escaped), from: start)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
      try skipNumber()
      return finished(.number, from: start)
    case UInt8(ascii: "t"): return try literal("true", .bool)
    case UInt8(ascii: "f"): return try literal("false", .bool)
    case UInt8(ascii: "n"): return try literal("null", .null)
    default: throw failure(.expectedValue)
    }
  }

  private mutating func literal(
    _ text: StaticString, _ token: Token
  ) throws(JSONError) -> (token: Token, range: Range<Int>) {
    let start = offset
    guard bytes.matches(start..<(start + text.utf8CodeUnitCount), text) else { throw failure(.expectedValue) }
    offset += text.utf8CodeUnitCount
    return finished(token, from: start)
  }

  private mutating func finished(_ token: Token, from start: Int) -> (token: Token, range: Range<Int>) {
    expectation = depth == 0 ? .nothing : .commaOrEnd
    return (token, start..<offset)
  }

  private mutating func open(object: Bool) throws(JSONError) -> (token: Token, range: Range<Int>) {
    guard depth < JSONNode.depthLimit else { throw JSONError(.tooDeep, at: offset) }
    depth += 1
    objects = objects << 1 | (object ? 1 : 0)
    offset += 1
    expectation = object ? .firstKeyOrEnd : .firstElementOrEnd
    return (object ? .beginObject : .beginArray, (offset - 1)..<offset)
  }

  private mutating func close() -> (token: Token, range: Range<Int>) {
    let wasObject = objects & 1 == 1
    depth -= 1
    objects >>= 1
    offset += 1
    return finished(wasObject ? .endObject : .endArray, from: offset - 1)
  }

  private mutating func skipSpace() {
    while isJSONSpace(bytes[offset]) { offset += 1 }
  }

  private mutating func skipString() throws(JSONError) -> Bool {
    let string = try JSONString.scan(bytes, at: offset)
    offset = string.end
    return string.escaped
  }

  private mutating func skipNumber() throws(JSONError) {
    offset = try JSONNumber.scan(bytes, at: offset)
  }

  private func failure(_ problem: JSONError.Problem) -> JSONError {
    JSONError(offset < bytes.count ? problem : .unexpectedEnd, at: offset)
  }
}
