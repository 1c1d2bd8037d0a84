/// One value of a parsed message: a view that keeps the message's bytes alive and knows its own place
/// in them. Copying a node is cheap. Made for control messages; audio goes through `AudioScanner`.
package struct JSONNode: Sendable {
  /// The deepest nesting that is read: 128 objects and arrays inside each other.
  package static let depthLimit = 128
  /// The most values and member names in one message. A view of a value takes 16 bytes whatever its
  /// text, so this bounds what a message of commas can cost.
  package static let valueLimit = 262_144

  let tape: JSONTape
  let index: Int

  /// Reads one whole message; copies its bytes once.
  package static func parse(_ message: RawSpan) throws(JSONError) -> JSONNode {
    try parse(message.withUnsafeBytes { [UInt8]($0) })
  }

  /// Reads one whole message without copying it.
  package static func parse(_ message: [UInt8]) throws(JSONError) -> JSONNode {
    JSONNode(tape: try JSONTape(message), index: 0)
  }

  package static func parse(_ text: String) throws(JSONError) -> JSONNode {
    try parse([UInt8](text.utf8))
  }

  package var kind: JSONKind {
    switch entry.kind {
    case .object: .object
    case .array: .array
    case .string, .key: .string
    case .number: .number
    case .bool: .bool
    case .null: .null
    }
  }

  /// `"object"`, `"array"`, `"string"`, `"number"`, `"boolean"` or `"null"`: a word for error messages.
  package var kindName: String { kind.rawValue }

  /// Byte offsets of the value in the message, strings with their quotes.
  package var range: Range<Int> { entry.range }

  /// The value as it was written.
  package var raw: RawJSON { RawJSON(verified: Array(tape.bytes[range])) }

  /// All bytes of the message of which this is a part.
  package var message: [UInt8] { tape.bytes }

  var entry: JSONTape.Entry { tape.entries[index] }
}
