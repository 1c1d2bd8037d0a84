import ByteJSON

/// The members of one JSON Schema, sorted by what becomes of them. The schemas inside are only found here.
struct SchemaReader {
  /// What the schema says by itself.
  var schema = GeminiSchema()
  /// All that `type` names, without null.
  private(set) var kinds: [GeminiSchema.Kind] = []
  private(set) var reference: String?
  private(set) var properties: [(name: String, value: JSONNode)] = []
  private(set) var items: [JSONNode] = []
  /// `allOf`.
  private(set) var parts: [JSONNode] = []
  /// `anyOf`, `oneOf`.
  private(set) var choices: [[JSONNode]] = []

  init(_ node: JSONNode) {
    for (key, value) in node.members ?? [] { read(key, value) }
    if kinds.count == 1 { schema.kind = kinds[0] }
    if kinds.isEmpty, schema.allowed.isEmpty, hasNull { schema.kind = .null }
    schema.nullable = schema.nullable || hasNull && schema.kind != .null
  }

  private var hasNull = false

  private mutating func read(_ key: String, _ value: JSONNode) {
    switch key {
    case "type": read(types: value.elements ?? [value])
    case "nullable": schema.nullable = value.bool == true
    case "description": schema.description = value.string
    case "format": schema.format = value.string
    case "pattern": schema.pattern = value.string
    case "enum": read(allowed: value.elements ?? [])
    case "const": read(allowed: [value])
    case "minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties":
      if let count = value.int, count >= 0 { schema.bounds.append(.init(name: key, number: value)) }
    case "minimum", "maximum":
      if value.double != nil { schema.bounds.append(.init(name: key, number: value)) }
    case "items", "prefixItems": items += value.elements ?? (value.kind == .object ? [value] : [])
    case "properties": read(properties: value.members ?? [])
    case "required": schema.required = value.elements?.compactMap(\.string) ?? []
    case "$ref": reference = value.string
    case "allOf": parts = value.elements ?? []
    case "anyOf", "oneOf": choices.append(value.elements ?? [])
    default: break  // Google has no word for it.
    }
  }

  private mutating func read(types: [JSONNode]) {
    for type in types {
      guard let kind = type.string.flatMap(GeminiSchema.Kind.init(named:)) else { continue }
      if kind == .null { hasNull = true } else if !kinds.contains(kind) { kinds.append(kind) }
    }
  }

  private mutating func read(allowed values: [JSONNode]) {
    if values.contains(where: \.isNull) { hasNull = true }
    schema.allowed = values.filter { !$0.isNull }
  }

  /// Of a repeated name the last one counts, at the place of the first.
  private mutating func read(properties members: [(key: String, value: JSONNode)]) {
    var places: [String: Int] = [:]
    properties = []
    for (name, value) in members {
      if let place = places[name] {
        properties[place].value = value
      } else {
        places[name] = properties.count
        properties.append((name, value))
      }
    }
  }
}
