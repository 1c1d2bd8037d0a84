import Yams

/// Lists and maps of text.
extension ConfigurationReader {
  /// A list, or a single value that stands for a list of one. Each element comes with its node, for later complaints.
  mutating func list(_ key: String, in section: ConfigurationSection) -> [(text: String, node: Node)]? {
    guard let node = section[key] else { return nil }
    let path = section.path(of: key)
    guard let sequence = node.sequence else { return text(of: node, path: path).map { [($0, node)] } }
    return sequence.enumerated().compactMap { index, element in
      text(of: element, path: "\(path)[\(index)]").map { ($0, element) }
    }
  }

  /// A list whose elements are read with `parse`; nil from it is an error that says what was expected.
  mutating func list<Element>(
    _ key: String, in section: ConfigurationSection, expected: String, _ parse: (String) -> Element?
  ) -> [Element]? {
    guard let elements = list(key, in: section) else { return nil }
    return elements.enumerated().compactMap { index, element in
      if let parsed = parse(element.text) { return parsed }
      let path = "\(section.path(of: key))[\(index)]"
      error(at: element.node.position, "\(path): expected \(expected), found \"\(element.text)\"")
      return nil
    }
  }

  /// A map from name to text; values that are empty are said to be so.
  mutating func stringMap(_ key: String, in section: ConfigurationSection) -> [String: String]? {
    guard let node = section[key] else { return nil }
    let path = section.path(of: key)
    guard let mapping = node.mapping else {
      error(at: node.position, "\(path): expected lines of the form name: value, indented under it")
      return nil
    }
    let fields = ConfigurationSection(mapping, path: path, position: node.position)
    var map: [String: String] = [:]
    for field in fields.fields {
      map[field.key] = string(field.key, in: fields)
    }
    return map
  }
}
