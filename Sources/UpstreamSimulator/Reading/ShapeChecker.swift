import ByteJSON

/// Holds a message against its shape: no unknown field, every value of its type. As strict as Google's proto3 parser,
/// since what slips through here fails only in front of the real service.
enum ShapeChecker {
  /// Throws the close frame that Google would send. `path` is in snake_case, as Google writes it: `setup.tools[0]`.
  static func check(_ node: JSONNode, is shape: MessageShape, at path: String) throws(Refusal) {
    guard let members = node.members else { throw .wrongValue(at: path, type: "a message, not \(node.kindName)") }
    var seen: Set<String> = []
    for (key, value) in members {
      let name = FieldName.camelCase(key)
      guard let kind = shape.fields[name] else { throw .unknownName(key, at: path) }
      let place = path.isEmpty ? FieldName.snakeCase(name) : "\(path).\(FieldName.snakeCase(name))"
      guard seen.insert(name).inserted else { throw .invalidArgument("'\(place)' is set twice.") }
      if value.isNull {
        seen.remove(name)
      } else {
        try check(value, is: kind, at: place)
      }
    }
    try check(shape.rule, seen, at: path)
  }

  private static func check(_ rule: MessageShape.Rule, _ seen: Set<String>, at path: String) throws(Refusal) {
    let place = path.isEmpty ? "the message" : "'\(path)'"
    switch rule {
    case .any: return
    case .exactlyOne:
      guard seen.count == 1 else {
        throw .invalidArgument("\(place) must have exactly one field, not \(seen.count).")
      }
    case .required(let names):
      for name in names where !seen.contains(name) {
        throw .invalidArgument("'\(path).\(FieldName.snakeCase(name))' is missing.")
      }
    case .exclusive(let names):
      guard seen.intersection(names).count <= 1 else {
        throw .invalidArgument("\(place) has two kinds of data; a part holds one.")
      }
    }
  }

  private static func check(_ node: JSONNode, is kind: FieldKind, at path: String) throws(Refusal) {
    switch kind {
    case .anything: return
    case .list(let element):
      guard let elements = node.elements else { throw mismatch(node, kind, at: path) }
      for (index, value) in elements.enumerated() { try check(value, is: element, at: "\(path)[\(index)]") }
    case .map(let element):
      guard let members = node.members else { throw mismatch(node, kind, at: path) }
      for (index, member) in members.enumerated() {
        try check(member.value, is: element, at: "\(path)[\(index)].value")
      }
    case .message(let shape): try check(node, is: shape(), at: path)
    case .string, .bool, .integer, .number, .bytes, .duration, .object, .oneOf:
      guard isScalar(node, kind) else { throw mismatch(node, kind, at: path) }
    }
  }

  private static func isScalar(_ node: JSONNode, _ kind: FieldKind) -> Bool {
    switch kind {
    case .string: node.kind == .string
    case .bool: node.kind == .bool
    case .integer: node.protoInt != nil
    case .number: node.double != nil || node.string.flatMap(Double.init) != nil
    case .bytes: node.decodedBase64 != nil
    case .duration: node.string.map(isDuration) ?? false
    case .object: node.kind == .object
    case .oneOf(let names): node.string.map(names.contains) ?? false
    case .anything, .list, .map, .message: true
    }
  }

  private static func mismatch(_ node: JSONNode, _ kind: FieldKind, at path: String) -> Refusal {
    .wrongValue(at: path, type: "\(kind.typeName), not this \(node.kindName)")
  }

  /// `"9.5s"`: seconds with up to nine decimals.
  private static func isDuration(_ text: String) -> Bool {
    guard text.hasSuffix("s") else { return false }
    let parts = text.dropLast().split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    guard let whole = parts.first, Int(whole) != nil else { return false }
    return parts.count == 1 || ((1...9).contains(parts[1].count) && parts[1].allSatisfy(\.isWholeNumber))
  }
}
