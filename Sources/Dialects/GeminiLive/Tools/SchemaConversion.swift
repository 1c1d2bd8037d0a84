import ByteJSON

/// JSON Schema, as clients write it, to the subset of OpenAPI 3.0 that Gemini takes (section 2.3 of its reference).
///
/// - `type` in upper case; `["string","null"]`, OpenAPI's `nullable` and a `null` in `anyOf` or `enum` are `nullable`.
/// - `oneOf` is `anyOf`, several types are `anyOf`; what stands beside goes into each branch. `allOf` is merged.
/// - `const` is an `enum` of one. `enum` is for texts; numbers keep their type and are listed in the description.
/// - `$ref` into the same document is inlined. A cycle ends in an OBJECT that says nothing of its members.
/// - What is not stated: an array holds texts, a value without any type is a text.
/// - `title`, `example`, `default`, `additionalProperties`, `not`, `if` and all that is unknown are dropped.
///
/// Names, order of members and the text of numbers stay. Size and depth are bounded, whoever wrote the schema.
struct SchemaConversion {
  enum Problem: Error, Equatable {
    /// Parameters are always an object.
    case notAnObject
    /// Too much, once every reference is inlined.
    case tooLarge
  }

  /// Schemas inside each other, references counted.
  static let depthLimit = 32
  /// Bytes of one converted schema, about.
  static let weightLimit = 262_144
  /// How deep cycles are unrolled: the deepest that fits.
  static let unrollings = [8, 4, 1]

  /// The schema to send; nil where the function takes no arguments.
  static func parameters(_ schema: RawJSON) throws(Problem) -> RawJSON? {
    guard let document = try? schema.parsed(), document.kind == .object else { throw .notAnObject }
    for unrolling in unrollings {
      var conversion = SchemaConversion(document, unrolling: unrolling)
      let schema = conversion.schema(document, depth: 0)
      if conversion.left < 0 { continue }
      guard let root = schema.asOneObject, root.isSilent || root.settledKind == .object else { throw .notAnObject }
      return root.properties.isEmpty ? nil : root.asParameters.written
    }
    throw .tooLarge
  }

  let document: JSONNode
  let unrolling: Int
  /// References that are being inlined, outermost first.
  var path: [String] = []
  var targets: [String: JSONNode] = [:]
  /// Weight that may still be used; below 0 the outcome is worthless.
  private(set) var left = SchemaConversion.weightLimit

  private init(_ document: JSONNode, unrolling: Int) {
    self.document = document
    self.unrolling = unrolling
  }

  /// `true`, and what is no schema at all, say nothing.
  mutating func schema(_ node: JSONNode, depth: Int) -> GeminiSchema {
    guard node.kind == .object, left >= 0 else { return GeminiSchema() }
    guard depth < Self.depthLimit else { return GeminiSchema(kind: .object) }
    var reader = SchemaReader(node)
    reader.schema.items = items(reader, depth: depth + 1)
    for (name, value) in reader.properties where value.bool != false {
      reader.schema.properties.append(.init(name: name, schema: schema(value, depth: depth + 1)))
    }
    var result = reader.schema
    spend(result.ownWeight)
    if let reference = reader.reference { result = both(result, target(of: reference, depth: depth + 1)) }
    for part in reader.parts { result = both(result, schema(part, depth: depth + 1)) }
    if reader.kinds.count > 1 { result = one(of: reader.kinds.map { GeminiSchema(kind: $0) }, and: result) }
    for choice in reader.choices {
      var branches: [GeminiSchema] = []
      for branch in choice { branches.append(schema(branch, depth: depth + 1)) }
      result = one(of: branches, and: result)
    }
    return result
  }

  /// What an array holds; a tuple's places become a choice.
  private mutating func items(_ reader: SchemaReader, depth: Int) -> [GeminiSchema] {
    guard !reader.items.isEmpty else { return [] }
    var seen: Set<RawJSON> = []
    var forms: [GeminiSchema] = []
    for node in reader.items where seen.insert(node.raw).inserted { forms.append(schema(node, depth: depth)) }
    return [forms.count == 1 ? forms[0] : one(of: forms, and: GeminiSchema())]
  }

  private mutating func both(_ schema: GeminiSchema, _ other: GeminiSchema) -> GeminiSchema {
    spend(schema.weight * other.alternatives.count + other.weight * schema.alternatives.count)
    return left < 0 ? schema : schema.merged(with: other)
  }

  private mutating func one(of branches: [GeminiSchema], and schema: GeminiSchema) -> GeminiSchema {
    spend(schema.weight * branches.reduce(0) { $0 + max(1, $1.alternatives.count) })
    return left < 0 ? schema : schema.choosing(among: branches)
  }

  private mutating func spend(_ weight: Int) { left -= weight }
}

extension GeminiSchema {
  /// The outermost schema: the arguments themselves are never null, and are described by their function.
  fileprivate var asParameters: GeminiSchema {
    var result = self
    result.kind = .object
    result.nullable = false
    return result
  }
}
