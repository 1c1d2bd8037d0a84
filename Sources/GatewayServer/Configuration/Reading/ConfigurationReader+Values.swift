import Yams

/// Scalars of every kind. Each returns nil for a key that is absent or wrong; what is wrong has been said.
extension ConfigurationReader {
  /// Text of a scalar; `os.environ/NAME` is replaced by the variable's value.
  mutating func text(of node: Node, path: String) -> String? {
    guard let scalar = node.scalar else {
      error(at: node.position, "\(path): expected one value, found \(node.mapping == nil ? "a list" : "keys")")
      return nil
    }
    let reference = "os.environ/"
    guard scalar.string.hasPrefix(reference) else { return scalar.string }
    let name = String(scalar.string.dropFirst(reference.count))
    guard let value = environment[name] else {
      error(
        at: node.position,
        "\(path): environment variable \(name) is not set; export it, or add it to environment_variables in this file")
      return nil
    }
    return value
  }

  mutating func string(_ key: String, in section: ConfigurationSection) -> String? {
    value(key, in: section, expected: "some text") { $0.isEmpty ? nil : $0 }
  }

  mutating func integer(_ key: String, in section: ConfigurationSection, _ range: ClosedRange<Int>) -> Int? {
    let bounds = range.upperBound == .max ? "\(range.lowerBound) or more" : "\(range.lowerBound) to \(range.upperBound)"
    return value(key, in: section, expected: "a whole number, \(bounds)") { text in
      Int(text).flatMap { range.contains($0) ? $0 : nil }
    }
  }

  mutating func decimal(_ key: String, in section: ConfigurationSection, _ range: ClosedRange<Double>) -> Double? {
    value(key, in: section, expected: "a number, \(range.lowerBound) to \(range.upperBound)") { text in
      Double(text).flatMap { range.contains($0) ? $0 : nil }
    }
  }

  mutating func boolean(_ key: String, in section: ConfigurationSection) -> Bool? {
    value(key, in: section, expected: "true or false") { text in
      switch text.lowercased() {
      case "true", "yes", "on": true
      case "false", "no", "off": false
      default: nil
      }
    }
  }

  mutating func duration(_ key: String, in section: ConfigurationSection, _ range: ClosedRange<Duration>) -> Duration? {
    let bounds = "\(range.lowerBound.notation) to \(range.upperBound.notation)"
    return value(key, in: section, expected: "a time such as 30s, 5m or 250ms, \(bounds)") { text in
      Duration(notation: text).flatMap { range.contains($0) ? $0 : nil }
    }
  }

  mutating func byteCount(_ key: String, in section: ConfigurationSection, _ range: ClosedRange<Int>) -> Int? {
    let bounds = "\(ByteCountNotation.text(range.lowerBound)) to \(ByteCountNotation.text(range.upperBound))"
    return value(key, in: section, expected: "a size such as 15MiB or 4MB, \(bounds)") { text in
      ByteCountNotation.bytes(text).flatMap { range.contains($0) ? $0 : nil }
    }
  }

  /// One of a closed set of words; case does not count.
  mutating func choice<Choice: RawRepresentable<String>>(
    _ key: String, in section: ConfigurationSection, _ choices: [Choice]
  ) -> Choice? {
    value(key, in: section, expected: Self.alternatives(choices.map(\.rawValue))) { text in
      choices.first { $0.rawValue == text.lowercased() }
    }
  }

  /// `a, b or c`.
  static func alternatives(_ words: [String]) -> String {
    guard let last = words.last, words.count > 1 else { return words.first ?? "" }
    return words.dropLast().joined(separator: ", ") + " or " + last
  }

  /// A path of a file that can be read. `~/` is the home directory; other relative paths start where parley does.
  mutating func file(_ key: String, in section: ConfigurationSection) -> String? {
    guard let node = section[key], let text = string(key, in: section) else { return nil }
    return checkedFile(text, at: node, path: section.path(of: key))
  }

  mutating func folder(_ key: String, in section: ConfigurationSection) -> String? {
    guard let node = section[key], let text = string(key, in: section) else { return nil }
    let name = expanded(text)
    guard isReadable(name) else {
      let path = section.path(of: key)
      error(
        at: node.position, "\(path): there is no folder \(name), or it cannot be read; make it with: mkdir -p \(name)")
      return nil
    }
    return name
  }

  private func expanded(_ text: String) -> String {
    guard text.hasPrefix("~/"), let home = environment["HOME"] else { return text }
    return home + text.dropFirst()
  }

  mutating func checkedFile(_ text: String, at node: Node, path: String) -> String? {
    let name = expanded(text)
    guard isReadable(name) else {
      error(at: node.position, "\(path): cannot read the file \(name); check the path and its permissions")
      return nil
    }
    return name
  }

  /// Reads the scalar of a key with `parse`; nil from it is an error that says what was expected.
  mutating func value<Value>(
    _ key: String, in section: ConfigurationSection, expected: String, _ parse: (String) -> Value?
  ) -> Value? {
    guard let node = section[key] else { return nil }
    let path = section.path(of: key)
    guard let text = text(of: node, path: path) else { return nil }
    guard let value = parse(text) else {
      error(at: node.position, "\(path): expected \(expected)\(Self.quoting(text))")
      return nil
    }
    return value
  }

  /// `, found "abc"`; nothing for text that is empty or long.
  private static func quoting(_ text: String) -> String {
    text.isEmpty || text.count > 60 ? "" : ", found \"\(text)\""
  }
}
