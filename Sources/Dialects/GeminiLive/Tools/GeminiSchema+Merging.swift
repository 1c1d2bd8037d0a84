import ByteJSON

extension GeminiSchema {
  /// Both at once (`allOf`, or what stands beside a `$ref` or an `anyOf`). Where they contradict each other, this one
  /// counts.
  func merged(with other: GeminiSchema) -> GeminiSchema {
    var result = self
    result.nullable = nullable || other.nullable
    switch (alternatives.isEmpty, other.alternatives.isEmpty) {
    case (true, true): result.take(other)
    case (false, true): result.alternatives = alternatives.map { $0.merged(with: other) }
    case (true, false): result = either(other.alternatives, orNull: result.nullable)
    case (false, false): break
    }
    return result
  }

  /// This, and one of `branches`, each with its own description behind the common one.
  private func either(_ branches: [GeminiSchema], orNull nullable: Bool) -> GeminiSchema {
    var result = GeminiSchema()
    result.nullable = nullable
    result.alternatives = branches.map { branch in
      var both = merged(with: branch)
      if let common = description, let own = branch.description { both.description = common + " " + own }
      return both
    }
    return result
  }

  private mutating func take(_ other: GeminiSchema) {
    kind = kind ?? other.kind
    description = description ?? other.description
    format = format ?? other.format
    pattern = pattern ?? other.pattern
    if allowed.isEmpty { allowed = other.allowed }
    if items.isEmpty { items = other.items }
    let bounded = Set(bounds.map(\.name))
    bounds += other.bounds.filter { !bounded.contains($0.name) }
    required += other.required
    let places = Dictionary(properties.enumerated().map { ($1.name, $0) }) { first, _ in first }
    for property in other.properties {
      if let place = places[property.name] {
        if properties[place].schema.isSilent { properties[place].schema.take(property.schema) }
      } else {
        properties.append(property)
      }
    }
  }

  /// This, and one of `branches`, each of which may itself be a choice. `null` among them makes the value nullable;
  /// branches that only say which members belong together are dropped.
  func choosing(among branches: [GeminiSchema]) -> GeminiSchema {
    var result = self
    result.nullable = nullable || branches.contains { $0.kind == .null || $0.nullable }
    let choices = branches.flatMap { $0.alternatives.isEmpty ? [$0] : $0.alternatives }
      .filter { $0.kind != .null && !$0.isSilent }
    if let enumeration = GeminiSchema.enumeration(of: choices) { return result.merged(with: enumeration) }
    switch choices.count {
    case 0: return result
    case 1: return result.merged(with: choices[0])
    default:
      return result.alternatives.isEmpty ? result.either(choices, orNull: result.nullable) : result
    }
  }

  /// `anyOf` of constants (a union of literals) as one `enum`.
  private static func enumeration(of choices: [GeminiSchema]) -> GeminiSchema? {
    guard let first = choices.first, choices.allSatisfy({ $0.isEnumeration && $0.settledKind == first.settledKind })
    else { return nil }
    var result = first
    result.allowed = choices.flatMap(\.allowed)
    return result
  }

  private var isEnumeration: Bool { !allowed.isEmpty && description == nil && properties.isEmpty && items.isEmpty }

  /// One object with the members of all `alternatives`, for where no choice may stand: a member is required if all
  /// require it, and has every form that one of them gives it. Nil if none is an object.
  var asOneObject: GeminiSchema? {
    guard !alternatives.isEmpty else { return self }
    let objects = alternatives.filter { $0.settledKind == .object }
    guard var result = objects.first else { return nil }
    var forms: [String: [GeminiSchema]] = [:]
    var names: [String] = []
    for property in objects.flatMap(\.properties) {
      if forms[property.name] == nil { names.append(property.name) }
      forms[property.name, default: []].append(property.schema)
    }
    result.kind = .object
    result.properties = names.map { name in
      var seen: Set<[UInt8]> = []
      let different = (forms[name] ?? []).filter { seen.insert($0.written.bytes).inserted }
      return Property(name: name, schema: GeminiSchema().choosing(among: different))
    }
    let demands = objects.map { Set($0.required) }
    result.required = result.required.filter { name in demands.allSatisfy { $0.contains(name) } }
    return result
  }
}
