import Foundation
import SeededRandom

/// Draws values that a JSON Schema describes. It knows as much of JSON Schema as ours use; where a schema asks for more
/// (a pattern, say), the value may not fit, which is welcome too.
struct SchemaSampler {
  private let root: [String: Any]

  init?(file: String) {
    let folder = Story.folder.deletingLastPathComponent().appending(path: "Schemas")
    guard let text = try? String(contentsOf: folder.appending(path: file), encoding: .utf8),
      let root = JSONText.object(text)
    else { return nil }
    self.root = root
  }

  /// Event types of a dialect's side and the names of their definitions.
  func index(_ dialect: String, _ side: String) -> [(type: String, name: String)] {
    let sides = (root["x-index"] as? [String: Any])?[dialect] as? [String: Any]
    return (sides?[side] as? [String: String] ?? [:]).sorted { $0.key < $1.key }.map { (type: $0.key, name: $0.value) }
  }

  func members(_ reference: String) -> [String] {
    (definition(reference)["properties"] as? [String: Any] ?? [:]).keys.sorted()
  }

  func examples(_ reference: String) -> [Any] { definition(reference)["examples"] as? [Any] ?? [] }

  /// A value of that definition; `member` is in it in any case.
  func sample(_ reference: String, having member: String? = nil, _ random: inout SeededRandom) -> Any {
    value(definition(reference), having: member, depth: 0, &random)
  }

  private func definition(_ reference: String) -> [String: Any] {
    var place: [String: Any] = root
    for step in reference.dropFirst(2).split(separator: "/") { place = place[String(step)] as? [String: Any] ?? [:] }
    return place
  }

  private func value(_ schema: [String: Any], having: String? = nil, depth: Int, _ random: inout SeededRandom) -> Any {
    if let reference = schema["$ref"] as? String {
      return value(definition(reference), having: having, depth: depth, &random)
    }
    if let constant = schema["const"] { return constant }
    if let choices = schema["enum"] as? [Any], !choices.isEmpty { return random.pick(choices) }
    if let options = (schema["anyOf"] ?? schema["oneOf"]) as? [[String: Any]], !options.isEmpty,
      schema["properties"] == nil
    {
      return value(random.pick(options), depth: depth + 1, &random)
    }
    if let parts = schema["allOf"] as? [[String: Any]] {
      let values = parts.map { value($0, depth: depth, &random) }
      let objects = values.compactMap { $0 as? [String: Any] }
      guard objects.count == values.count else { return values.first ?? NSNull() }
      return objects.reduce([:]) { $0.merging($1) { _, new in new } }
    }
    let kind = schema["type"] as? String ?? (schema["type"] as? [String]).map { random.pick($0) }
    switch kind {
    case "object": return object(schema, having: having, depth: depth, &random)
    case "array":
      let items = schema["items"] as? [String: Any] ?? [:]
      let count = max(schema["minItems"] as? Int ?? 0, depth > 6 ? 0 : random.below(3))
      return (0..<count).map { _ in value(items, depth: depth + 1, &random) }
    case "integer", "number": return number(schema, &random)
    case "boolean": return random.below(2) == 0
    case "null": return NSNull()
    case "string": return random.pick(Self.strings)
    case let other:
      return other == nil && schema["properties"] != nil ? object(schema, having: having, depth: depth, &random) : "x"
    }
  }

  private func object(_ schema: [String: Any], having: String?, depth: Int, _ random: inout SeededRandom) -> Any {
    let members = schema["properties"] as? [String: [String: Any]] ?? [:]
    let required = Set(schema["required"] as? [String] ?? [])
    var object: [String: Any] = [:]
    for (name, member) in members.sorted(by: { $0.key < $1.key }) {
      let isWanted = required.contains(name) || name == having || (depth < 7 && random.below(4) == 0)
      if isWanted { object[name] = value(member, depth: depth + 1, &random) }
    }
    return object
  }

  private func number(_ schema: [String: Any], _ random: inout SeededRandom) -> Any {
    let least = (schema["minimum"] as? NSNumber)?.intValue
    let most = (schema["maximum"] as? NSNumber)?.intValue
    return random.pick([least ?? 0, most ?? 1_000, max(least ?? 0, min(most ?? 7, 7)), (least ?? 0) &+ 1])
  }

  /// A string of a schema may be an id, a text, base64 or a duration; each comes by and by.
  private static let strings = [
    "a", "Hello", " there", "$ITEM", "$CALL", "AAECAwQFBgcICQoL", "1s", "0.25s", "audio/pcm;rate=24000", "f", "1", "h",
    "auto", "none", "", "{}", "🙂 ü",
  ]
}
