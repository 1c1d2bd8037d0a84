import Foundation

/// JSON as the story player writes it, so that a message of a random call is the same in its story.
enum JSONText {
  static func object(_ text: String) -> [String: Any]? {
    (try? JSONSerialization.jsonObject(with: Data(text.utf8))) as? [String: Any]
  }

  static func text(_ value: Any) -> String {
    let options: JSONSerialization.WritingOptions = [.sortedKeys, .withoutEscapingSlashes, .fragmentsAllowed]
    return String(
      decoding: (try? JSONSerialization.data(withJSONObject: value, options: options)) ?? Data(), as: UTF8.self)
  }

  /// The same text as the story player would write it; unchanged if it is no object.
  static func normalised(_ text: String) -> String { object(text).map(Self.text) ?? text }
}
