/// A `model_name` as written: a literal, or a pattern with one `*` that stands for any text.
package struct ModelNamePattern: Equatable, Hashable, Sendable {
  /// As in the file.
  package let text: String
  private let prefix: String
  private let suffix: String
  package let hasStar: Bool

  package init(literal: String) {
    text = literal
    prefix = literal
    suffix = ""
    hasStar = false
  }

  /// Nil: empty, or more than one `*`.
  package init?(_ text: String) {
    let parts = text.split(separator: "*", omittingEmptySubsequences: false)
    guard !text.isEmpty, parts.count <= 2 else { return nil }
    self.text = text
    prefix = String(parts[0])
    suffix = parts.count == 2 ? String(parts[1]) : ""
    hasStar = parts.count == 2
  }

  /// Characters that are fixed: the longer, the more specific the pattern. The text before the star counts first.
  package var specificity: (Int, Int) { (prefix.count, suffix.count) }

  /// What the star stands for in `name`: empty for a literal that is `name`, nil if the pattern does not match.
  package func star(in name: String) -> String? {
    guard hasStar else { return name == text ? "" : nil }
    guard name.count >= prefix.count + suffix.count, name.hasPrefix(prefix), name.hasSuffix(suffix) else { return nil }
    return String(name.dropFirst(prefix.count).dropLast(suffix.count))
  }
}
