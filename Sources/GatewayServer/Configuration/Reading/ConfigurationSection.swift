import Yams

/// One mapping of the file: its keys as written, its values as nodes that know their place.
struct ConfigurationSection {
  struct Field {
    var key: String
    var keyPosition: ConfigurationProblem.Position?
    var value: Node
  }

  /// `model_list[0].litellm_params`; empty at the top.
  let path: String
  let position: ConfigurationProblem.Position?
  /// In file order. Merge keys (`<<: *defaults`) are resolved: what stands here wins over what is merged in.
  private(set) var fields: [Field]

  init(_ mapping: Node.Mapping, path: String, position: ConfigurationProblem.Position?) {
    self.path = path
    self.position = position
    fields = []
    for (key, value) in mapping where !Self.isMerge(key) {
      fields.append(Field(key: key.scalar?.string ?? "?", keyPosition: key.position, value: value))
    }
    for (key, value) in mapping where Self.isMerge(key) {
      for merged in value.mapping.map({ [$0] }) ?? value.sequence?.compactMap(\.mapping) ?? [] {
        let inherited = ConfigurationSection(merged, path: path, position: position)
        fields += inherited.fields.filter { field in !fields.contains { $0.key == field.key } }
      }
    }
  }

  /// The value of a key. Nil: absent, or written without a value.
  subscript(key: String) -> Node? {
    guard let value = fields.first(where: { $0.key == key })?.value, !value.isNull else { return nil }
    return value
  }

  /// The key path of a field: `model_list[0].litellm_params.model`.
  func path(of key: String) -> String {
    path.isEmpty ? key : "\(path).\(key)"
  }

  /// Other spellings replaced by the one that is read.
  mutating func rename(_ aliases: [String: String]) {
    for index in fields.indices {
      if let name = aliases[fields[index].key] { fields[index].key = name }
    }
  }

  private static func isMerge(_ key: Node) -> Bool { key.scalar?.string == "<<" }
}

extension Node {
  var position: ConfigurationProblem.Position? {
    mark.map { ConfigurationProblem.Position(line: $0.line, column: $0.column) }
  }

  /// `key:`, `key: ~` or `key: null`.
  var isNull: Bool {
    guard let scalar else { return false }
    return scalar.style == .plain && ["", "~", "null", "Null", "NULL"].contains(scalar.string)
  }
}
