import ByteJSON

extension GeminiSchema {
  var written: RawJSON { RawJSON { write(to: &$0) } }

  /// Members in a fixed order; numbers as the client wrote them.
  func write(to writer: inout JSONWriter, orNull outerNullable: Bool = false) {
    let nullable = nullable || outerNullable
    guard alternatives.isEmpty else {
      return writer.object {
        $0.array("anyOf") { list in
          for alternative in alternatives { alternative.write(to: &list, orNull: nullable) }
        }
      }
    }
    let kind = settledKind
    writer.object { schema in
      schema.member("type", kind.rawValue)
      if nullable, kind != .null { schema.member("nullable", true) }
      schema.member("description", ifPresent: description(of: kind))
      if let format, kind.formats.contains(format) { schema.member("format", format) }
      for bound in bounds where kind.bounds.contains(bound.name) { schema.member(named: bound.name, bound.number) }
      switch kind {
      case .string: writeText(to: &schema)
      case .array: writeItems(to: &schema)
      case .object: writeProperties(to: &schema)
      case .number, .integer, .boolean, .null: break
      }
    }
  }

  private func writeText(to schema: inout JSONWriter) {
    if let pattern, Self.isPlain(pattern) { schema.member("pattern", pattern) }
    if isTextEnumeration { schema.member("enum", allowed.compactMap(\.string)) }
  }

  /// An array must say what it holds; where the client does not, it holds texts.
  private func writeItems(to schema: inout JSONWriter) {
    schema.key("items")
    (items.first ?? GeminiSchema()).write(to: &schema)
  }

  private func writeProperties(to schema: inout JSONWriter) {
    guard !properties.isEmpty else { return }
    schema.object("properties") { members in
      for property in properties {
        members.key(named: property.name)
        property.schema.write(to: &members)
      }
    }
    var left = Set(properties.map(\.name))
    let required = required.filter { left.remove($0) != nil }
    if !required.isEmpty { schema.member("required", required) }
  }

  /// `enum` is for texts only, none of them empty (W). Other values are told to the model in words.
  private func description(of kind: Kind) -> String? {
    guard !allowed.isEmpty, !(kind == .string && isTextEnumeration) else { return description }
    let list = "Allowed values: " + allowed.map(\.raw.text).joined(separator: ", ") + "."
    return description.map { $0 + " " + list } ?? list
  }

  private var isTextEnumeration: Bool {
    !allowed.isEmpty && allowed.allSatisfy { $0.kind == .string && !$0.isString("") }
  }

  /// Google's expressions are RE2, which has no looking around: of groups only `(?:…)` is passed on.
  private static func isPlain(_ pattern: String) -> Bool {
    !pattern.replacing("(?:", with: "").contains("(?")
  }
}

extension GeminiSchema.Kind {
  /// What Google takes; every other `format` is dropped.
  fileprivate var formats: Set<String> {
    switch self {
    case .string: ["enum", "date-time"]
    case .number: ["float", "double"]
    case .integer: ["int32", "int64"]
    case .boolean, .array, .object, .null: []
    }
  }

  fileprivate var bounds: Set<String> {
    switch self {
    case .string: ["minLength", "maxLength"]
    case .number, .integer: ["minimum", "maximum"]
    case .array: ["minItems", "maxItems"]
    case .object: ["minProperties", "maxProperties"]
    case .boolean, .null: []
    }
  }
}
