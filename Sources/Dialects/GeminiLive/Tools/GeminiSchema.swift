import ByteJSON

/// Google's subset of OpenAPI 3.0, as far as a function's parameters need it. `type` and `anyOf` are settled when it is
/// written: until then parts of one schema come together from several places.
struct GeminiSchema: Sendable {
  enum Kind: String, Equatable, Sendable, CaseIterable {
    case string = "STRING"
    case number = "NUMBER"
    case integer = "INTEGER"
    case boolean = "BOOLEAN"
    case array = "ARRAY"
    case object = "OBJECT"
    case null = "NULL"
  }

  struct Property: Sendable {
    var name: String
    var schema: GeminiSchema
  }

  /// `minimum` and its like: the name, and the number as it was written.
  struct Bound: Sendable {
    var name: String
    var number: JSONNode
  }

  /// Nil: not stated.
  var kind: Kind?
  var nullable = false
  var description: String?
  var format: String?
  var pattern: String?
  /// What `enum` or `const` allow, without null.
  var allowed: [JSONNode] = []
  var bounds: [Bound] = []
  /// None or one.
  var items: [GeminiSchema] = []
  /// In the client's order.
  var properties: [Property] = []
  var required: [String] = []
  /// Each is complete by itself and has no alternatives of its own: beside `anyOf` nothing else may be said (W).
  var alternatives: [GeminiSchema] = []

  /// About the bytes that it takes when it is written.
  var weight: Int {
    items.reduce(ownWeight) { $0 + $1.weight } + properties.reduce(0) { $0 + $1.schema.weight }
      + alternatives.reduce(0) { $0 + $1.weight }
  }

  /// `weight` without the schemas inside.
  var ownWeight: Int {
    let texts = (description?.utf8.count ?? 0) + (pattern?.utf8.count ?? 0) + required.reduce(0) { $0 + $1.utf8.count }
    let names = properties.reduce(0) { $0 + $1.name.utf8.count }
    return 32 + texts + names + allowed.reduce(0) { $0 + $1.range.count }
  }

  /// It does not say what the value is: nothing, or only rules about members named elsewhere.
  var isSilent: Bool {
    kind == nil && allowed.isEmpty && items.isEmpty && properties.isEmpty && alternatives.isEmpty
  }

  /// The kind to write. Where nothing shows it, a text: it can hold any value.
  var settledKind: Kind {
    if let kind { return kind }
    if !properties.isEmpty { return .object }
    if !items.isEmpty { return .array }
    guard let first = allowed.first.map(Kind.init(of:)) else { return .string }
    let kinds = allowed.map(Kind.init(of:))
    if kinds.allSatisfy({ $0 == first }) { return first }
    return kinds.allSatisfy { $0 == .integer || $0 == .number } ? .number : .string
  }
}

extension GeminiSchema.Kind {
  /// A name of JSON Schema in letters of any case; nil for none that we know.
  init?(named name: String) {
    self.init(rawValue: name.uppercased())
  }

  init(of value: JSONNode) {
    self =
      switch value.kind {
      case .object: .object
      case .array: .array
      case .string: .string
      case .number: value.int == nil ? .number : .integer
      case .bool: .boolean
      case .null: .null
      }
  }
}
