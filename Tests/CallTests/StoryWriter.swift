import Foundation

/// Writes a line of a story with its keys in reading order: time, direction, then the rest.
enum StoryWriter {
  private static let order = [
    "story", "at_ms", "from", "to", "aside", "event", "effect", "type", "event_id", "message",
  ]

  static func line(_ value: Any) -> String {
    switch value {
    case let object as [String: Any]:
      let keys = object.keys.sorted { (rank($0), $0) < (rank($1), $1) }
      return "{" + keys.map { quoted($0) + ":" + line(object[$0] ?? NSNull()) }.joined(separator: ",") + "}"
    case let list as [Any]: return "[" + list.map(line).joined(separator: ",") + "]"
    case let text as String: return quoted(text)
    default:
      let data = try? JSONSerialization.data(withJSONObject: value, options: [.fragmentsAllowed])
      return data.map { String(decoding: $0, as: UTF8.self) } ?? "null"
    }
  }

  private static func rank(_ key: String) -> Int {
    order.firstIndex(of: key) ?? (key == "message" ? .max : order.count - 1)
  }

  private static func quoted(_ text: String) -> String {
    let options: JSONSerialization.WritingOptions = [.fragmentsAllowed, .withoutEscapingSlashes]
    let data = try? JSONSerialization.data(withJSONObject: text, options: options)
    return data.map { String(decoding: $0, as: UTF8.self) } ?? "\"\""
  }
}
