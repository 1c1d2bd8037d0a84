extension JSONNode {
  package var isNull: Bool { entry.kind == .null }

  /// The text of a string, decoded now; nil for another kind. A lone surrogate becomes U+FFFD.
  package var string: String? {
    guard entry.kind == .string else { return nil }
    return tape.withView { JSONString.text($0, inside: entry.inside, escaped: entry.escaped) }
  }

  /// Byte offsets of a string's inside, without its quotes and with its escapes; nil for another kind.
  package var stringRange: Range<Int>? { entry.kind == .string ? entry.inside : nil }

  /// True for a string that holds at least one backslash.
  package var hasEscapes: Bool { entry.kind == .string && entry.escaped }

  /// True if the value is the string `text`. Costs no allocation where the message holds no escape.
  package func isString(_ text: String) -> Bool {
    entry.kind == .string && tape.spells(text, at: index)
  }

  /// A number as it was written, such as `1e400`; nil for another kind.
  package var numberText: String? {
    guard entry.kind == .number else { return nil }
    return String(decoding: tape.bytes[range], as: UTF8.self)
  }

  /// A number without fraction that fits; nil for anything else. `1.0` is 1.
  package var int: Int? { numberText.flatMap(JSONNumber.integer) }

  /// A number; nil for another kind, and for one too large for a double.
  package var double: Double? { numberText.flatMap(JSONNumber.double) }

  package var bool: Bool? {
    entry.kind == .bool ? tape.bytes[range.lowerBound] == UInt8(ascii: "t") : nil
  }
}
