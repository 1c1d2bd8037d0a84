/// One step from a value into its inside.
package enum JSONPathStep: Equatable, Sendable {
  case key(String)
  case index(Int)
}

extension JSONPathStep: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral {
  package init(stringLiteral value: String) { self = .key(value) }
  package init(integerLiteral value: Int) { self = .index(value) }
}

/// Reads a message where it lies, without keeping anything of it.
package enum JSONScanner {
  /// Throws unless `message` is exactly one JSON value. Returns the value's bytes, without the white
  /// space around it.
  @discardableResult
  package static func validate(_ message: RawSpan) throws(JSONError) -> Range<Int> {
    try message.withUnsafeBytes { buffer throws(JSONError) in try validate(ByteView(buffer)) }
  }

  /// The bytes of the value at `path`, strings with their quotes; nil if there is none. Of a repeated
  /// member the last one counts. Validates the whole message first.
  package static func range(of path: [JSONPathStep], in message: RawSpan) throws(JSONError) -> Range<Int>? {
    try message.withUnsafeBytes { buffer throws(JSONError) in
      let bytes = ByteView(buffer)
      var range: Range<Int>? = try validate(bytes)
      for step in path {
        guard let outer = range else { return nil }
        range = try find(step, bytes, at: outer.lowerBound)
      }
      return range
    }
  }

  private static func validate(_ bytes: ByteView) throws(JSONError) -> Range<Int> {
    var tokenizer = JSONTokenizer(bytes)
    guard let first = try tokenizer.next() else { throw JSONError(.unexpectedEnd, at: 0) }
    var end = first.range.upperBound
    while let (_, range) = try tokenizer.next() { end = range.upperBound }
    try tokenizer.expectEnd()
    return first.range.lowerBound..<end
  }

  /// The bytes of the member or element that `step` names, inside the value that begins at `start`.
  private static func find(
    _ step: JSONPathStep, _ bytes: ByteView, at start: Int
  ) throws(JSONError) -> Range<Int>? {
    var tokenizer = JSONTokenizer(bytes, at: start)
    guard let outer = try tokenizer.next()?.token else { return nil }
    switch (step, outer) {
    case (.key(let key), .beginObject):
      var found: Range<Int>?
      while let (token, range) = try tokenizer.next(), case .key(let escaped) = token {
        let value = try skipValue(&tokenizer)
        let inside = (range.lowerBound + 1)..<(range.upperBound - 1)
        if JSONString.text(bytes, inside: inside, escaped: escaped).utf8.elementsEqual(key.utf8) { found = value }
      }
      return found
    case (.index(let index), .beginArray):
      var position = 0
      while let value = try skipElement(&tokenizer) {
        if position == index { return value }
        position += 1
      }
      return nil
    case (.key, _), (.index, _): return nil
    }
  }

  private static func skipValue(_ tokenizer: inout JSONTokenizer) throws(JSONError) -> Range<Int>? {
    let depth = tokenizer.depth
    guard let first = try tokenizer.next() else { return nil }
    while tokenizer.depth > depth { _ = try tokenizer.next() }
    return first.range.lowerBound..<tokenizer.offset
  }

  /// The next element, or nil at the end of the array.
  private static func skipElement(_ tokenizer: inout JSONTokenizer) throws(JSONError) -> Range<Int>? {
    let depth = tokenizer.depth
    guard let value = try skipValue(&tokenizer), tokenizer.depth == depth else { return nil }
    return value
  }
}
