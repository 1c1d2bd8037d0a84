import ByteJSON

extension SetupRules {
  /// A list of tools; nil stands for none.
  static func checkTools(_ node: JSONNode?, at path: String) throws(Refusal) {
    var names: Set<String> = []
    for (index, tool) in (node?.elements ?? []).enumerated() {
      for (number, declaration) in (tool.field("functionDeclarations")?.elements ?? []).enumerated() {
        let place = "\(path)[\(index)].function_declarations[\(number)]"
        try checkDeclaration(declaration, at: place)
        let name = declaration.field("name")?.string ?? ""
        guard names.insert(name).inserted else { throw .invalidArgument("Duplicate function declaration \(name).") }
      }
    }
    guard names.count <= 512 else { throw .invalidArgument("at most 512 functions can be declared.") }
  }

  private static func checkDeclaration(_ node: JSONNode, at path: String) throws(Refusal) {
    guard isFunctionName(node.field("name")?.string ?? "") else {
      throw .invalidArgument("'\(path).name' is no valid function name.")
    }
    guard let parameters = node.field("parameters") else { return }
    guard node.field("parametersJsonSchema") == nil else {
      throw .invalidArgument("'\(path)' has both parameters and parameters_json_schema.")
    }
    if parameters.isOfType("OBJECT"), (parameters.field("properties")?.count ?? 0) == 0 {
      throw .invalidArgument("'\(path).parameters.properties' should be non-empty for OBJECT type.")
    }
    try checkSchema(parameters, at: "\(path).parameters")
  }

  private static func checkSchema(_ node: JSONNode, at path: String) throws(Refusal) {
    if node.field("enum") != nil, !node.isOfType("STRING") {
      throw .invalidArgument("\(path).enum: only allowed for STRING type")
    }
    if node.isOfType("ARRAY"), node.field("items") == nil {
      throw .invalidArgument("\(path).items: missing field.")
    }
    let properties = node.field("properties")?.members ?? []
    for name in node.field("required")?.elements?.compactMap(\.string) ?? [] {
      guard properties.contains(where: { $0.key == name }) else {
        throw .invalidArgument("\(path).required[\(name)]: property is not defined")
      }
    }
    for (name, property) in properties { try checkSchema(property, at: "\(path).properties[\(name)]") }
    for option in node.field("anyOf")?.elements ?? [] { try checkSchema(option, at: "\(path).any_of") }
    if let items = node.field("items") { try checkSchema(items, at: "\(path).items") }
  }

  /// `[A-Za-z_][A-Za-z0-9_.:-]{0,127}`
  private static func isFunctionName(_ name: String) -> Bool {
    guard (1...128).contains(name.utf8.count), let first = name.unicodeScalars.first, first.isASCII,
      first.properties.isAlphabetic || first == "_"
    else { return false }
    return name.unicodeScalars.allSatisfy { scalar in
      scalar.isASCII
        && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || "_.:-".unicodeScalars.contains(scalar))
    }
  }
}

extension JSONNode {
  fileprivate func isOfType(_ name: String) -> Bool { field("type")?.string?.uppercased() == name }
}
