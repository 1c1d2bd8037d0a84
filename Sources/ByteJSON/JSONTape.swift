/// A parsed message: its bytes, once, and a flat list of its values in the order of the text. Nodes
/// are indexes into it; no string is decoded and no number read before somebody asks.
final class JSONTape: Sendable {
  struct Entry: Sendable {
    enum Kind: UInt8 {
      case object, array, string, number, bool, null, key
    }
    var kind: Kind
    /// For a string or key: it holds escapes.
    var escaped: Bool
    var start: UInt32
    var end: UInt32
    /// The index of the entry behind this one and all that is inside it.
    var next: UInt32
  }

  let bytes: [UInt8]
  let entries: [Entry]

  init(_ bytes: [UInt8]) throws(JSONError) {
    self.bytes = bytes
    self.entries = try bytes.span.bytes.withUnsafeBytes { buffer throws(JSONError) in
      try JSONTape.entries(of: ByteView(buffer))
    }
  }

  /// Runs `body` on the bytes of the message.
  func withView<Result>(_ body: (ByteView) -> Result) -> Result {
    bytes.withUnsafeBytes { body(ByteView($0)) }
  }

  private static func entries(of bytes: ByteView) throws(JSONError) -> [Entry] {
    guard bytes.count <= Int(UInt32.max) else { throw JSONError(.tooLong, at: 0) }
    var tokenizer = JSONTokenizer(bytes)
    var entries: [Entry] = []
    var open: [Int] = []
    while let (token, range) = try tokenizer.next() {
      switch token {
      case .beginObject:
        open.append(entries.count)
        entries.append(Entry(.object, range))
      case .beginArray:
        open.append(entries.count)
        entries.append(Entry(.array, range))
      case .endObject, .endArray:
        if let index = open.popLast() {
          entries[index].end = UInt32(range.upperBound)
          entries[index].next = UInt32(entries.count)
        }
        continue
      case .key(let escaped): entries.append(Entry(.key, range, escaped: escaped))
      case .string(let escaped): entries.append(Entry(.string, range, escaped: escaped))
      case .number: entries.append(Entry(.number, range))
      case .bool: entries.append(Entry(.bool, range))
      case .null: entries.append(Entry(.null, range))
      }
      entries[entries.count - 1].next = UInt32(entries.count)
      guard entries.count <= JSONNode.valueLimit else { throw JSONError(.tooManyValues, at: range.lowerBound) }
    }
    try tokenizer.expectEnd()
    return entries
  }
}

extension JSONTape.Entry {
  fileprivate init(_ kind: Kind, _ range: Range<Int>, escaped: Bool = false) {
    self.init(
      kind: kind, escaped: escaped, start: UInt32(range.lowerBound), end: UInt32(range.upperBound), next: 0)
  }

  var range: Range<Int> { Int(start)..<Int(end) }
  /// Of a string or key: without the quotes.
  var inside: Range<Int> { (Int(start) + 1)..<(Int(end) - 1) }
}
