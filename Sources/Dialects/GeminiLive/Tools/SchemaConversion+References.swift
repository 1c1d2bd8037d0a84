import ByteJSON

extension SchemaConversion {
  /// The schema that `reference` names, inlined. What is not in this document, and a cycle that has been unrolled far
  /// enough, is an object.
  mutating func target(of reference: String, depth: Int) -> GeminiSchema {
    guard let node = find(reference), !path.contains(reference) || depth <= unrolling else {
      return GeminiSchema(kind: .object)
    }
    path.append(reference)
    defer { path.removeLast() }
    return schema(node, depth: depth)
  }

  private mutating func find(_ reference: String) -> JSONNode? {
    if let known = targets[reference] { return known }
    let found = Self.resolve(reference, in: document)
    targets[reference] = found
    return found
  }

  /// A JSON pointer behind `#`, such as `#/$defs/Address` (RFC 6901).
  private static func resolve(_ reference: String, in document: JSONNode) -> JSONNode? {
    guard reference.hasPrefix("#") else { return nil }
    var steps = reference.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
    guard steps.first?.isEmpty ?? true else { return nil }
    if !steps.isEmpty { steps.removeFirst() }
    var node = document
    for step in steps {
      let name = String(step.replacing("~1", with: "/").replacing("~0", with: "~"))
      guard let next = node[name] ?? Int(name).flatMap({ node[$0] }) else { return nil }
      node = next
    }
    return node
  }
}
