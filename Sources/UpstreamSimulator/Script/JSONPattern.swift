package import ByteJSON

/// A part of a message that is to be found again: every member of the pattern must be there and match, others may be
/// there too.
///
/// `"*"` matches any value and a string that ends in `*` any string that begins so; `null` asks that the member is
/// absent. Arrays match element by element from the front. Names are written in camelCase and match both spellings.
package struct JSONPattern: Equatable, Sendable {
  package let raw: RawJSON

  package init(_ raw: RawJSON) {
    self.raw = raw
  }

  func matches(_ message: JSONNode) -> Bool {
    guard let pattern = try? raw.parsed() else { return false }
    return Self.matches(pattern, message)
  }

  private static func matches(_ pattern: JSONNode, _ value: JSONNode?) -> Bool {
    guard let value else { return pattern.isNull }
    switch pattern.kind {
    case .object:
      guard value.kind == .object else { return false }
      return (pattern.members ?? []).allSatisfy { name, part in matches(part, value.field(name)) }
    case .array:
      guard let elements = value.elements else { return false }
      return (pattern.elements ?? []).enumerated().allSatisfy { index, part in
        matches(part, index < elements.count ? elements[index] : nil)
      }
    case .string: return matches(text: pattern.string ?? "", value)
    case .number: return value.kind == .number && value.double == pattern.double
    case .bool: return value.bool == pattern.bool
    case .null: return value.isNull
    }
  }

  private static func matches(text: String, _ value: JSONNode) -> Bool {
    if text == "*" { return true }
    guard let string = value.string else { return false }
    return text.hasSuffix("*") ? string.hasPrefix(text.dropLast()) : string == text
  }
}
