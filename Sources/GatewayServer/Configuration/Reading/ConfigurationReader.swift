import Yams

/// Reads the tree of one file and collects everything that is wrong with it, instead of stopping at the first.
/// The sections are extensions in files of their own (`ConfigurationReader+Models.swift` and so on).
struct ConfigurationReader {
  /// Key of a file that has no effect: where, and whether LiteLLM knows it.
  struct UnusedKey {
    var path: String
    var position: ConfigurationProblem.Position?
    var isKnownToLiteLLM: Bool
  }

  let source: ConfigurationSource
  /// What `os.environ/NAME` and the defaults are looked up in.
  var environment: [String: String]
  /// True if a file can be read.
  let isReadable: (String) -> Bool
  private(set) var problems: [ConfigurationProblem] = []
  private(set) var unused: [UnusedKey] = []
  /// Settings that stand in the file under a wrong name or in a wrong place: said once, not missed a second time.
  private(set) var mistaken: Set<String> = []

  init(source: ConfigurationSource, environment: [String: String], isReadable: @escaping (String) -> Bool) {
    self.source = source
    self.environment = environment
    self.isReadable = isReadable
  }

  mutating func error(at position: ConfigurationProblem.Position?, _ message: String) {
    problems.append(source.problem(.error, at: position, message))
  }

  mutating func warning(at position: ConfigurationProblem.Position?, _ message: String) {
    problems.append(source.problem(.warning, at: position, message))
  }

  /// Opens a mapping and judges its keys. Nil: absent, or not a mapping (said so).
  mutating func section(_ key: String, in parent: ConfigurationSection, _ schema: SectionSchema)
    -> ConfigurationSection?
  {
    guard let node = parent[key] else { return nil }
    return section(node, path: parent.path(of: key), schema)
  }

  mutating func section(_ node: Node, path: String, _ schema: SectionSchema) -> ConfigurationSection? {
    guard let mapping = node.mapping else {
      error(at: node.position, "\(path): expected keys with values here, indented under it")
      return nil
    }
    var section = ConfigurationSection(mapping, path: path, position: node.position)
    section.rename(schema.aliases)
    for field in section.fields where !schema.used.contains(field.key) {
      judge(field, of: section, schema)
    }
    return section
  }

  /// A key that the section has no use for: a slip, a key of another section, one of LiteLLM's, or nobody's.
  private mutating func judge(
    _ field: ConfigurationSection.Field, of section: ConfigurationSection, _ schema: SectionSchema
  ) {
    let path = section.path(of: field.key)
    if schema.ignored.contains(field.key) {
      unused.append(UnusedKey(path: path, position: field.keyPosition, isKnownToLiteLLM: true))
    } else if let home = SectionSchema.all.first(where: { $0.used.contains(field.key) }) {
      mistaken.insert(field.key)
      error(
        at: field.keyPosition, "\(path): this setting belongs under \(home.place); move it, or check the indentation")
    } else if let meant = Spelling.nearest(to: field.key, among: schema.used) {
      mistaken.insert(meant)
      error(at: field.keyPosition, "\(path): no such setting; did you mean \(meant)?")
    } else if schema.isOurs {
      let known = schema.used.joined(separator: ", ")
      error(at: field.keyPosition, "\(path): no such setting; \(schema.place) has \(known)")
    } else {
      unused.append(UnusedKey(path: path, position: field.keyPosition, isKnownToLiteLLM: false))
    }
  }

  /// One warning for everything that has no effect.
  mutating func reportUnused() {
    guard let first = unused.first else { return }
    var parts: [String] = []
    for (isKnown, title) in [(true, "LiteLLM settings that Parley does not use"), (false, "settings unknown to both")] {
      var seen: Set<String> = []
      let paths = unused.filter { $0.isKnownToLiteLLM == isKnown }.map { Self.withoutIndices($0.path) }
        .filter { seen.insert($0).inserted }
      if !paths.isEmpty { parts.append("\(title): \(paths.joined(separator: ", "))") }
    }
    warning(at: first.position, "without effect here, and safe to keep: \(parts.joined(separator: "; "))")
  }

  /// `model_list[3].x` → `model_list[].x`, so that ten entries name a setting once.
  private static func withoutIndices(_ path: String) -> String {
    path.replacing(/\[[0-9]+\]/, with: "[]")
  }
}
