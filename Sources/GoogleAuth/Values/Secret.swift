/// A text nobody may read in a log: a token, a password, a private key, an assertion.
///
/// Every way Swift has of turning a value into text (`print`, `\(…)`, `dump`, a mirror) gives `***`.
package struct Secret: Sendable, Hashable {
  /// The text itself. Each use of this name is a place where a secret leaves its box: a request or a signature.
  package let exposed: String

  package init(_ text: String) { exposed = text }

  package var isEmpty: Bool { exposed.isEmpty }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  package var description: String { "***" }
  package var debugDescription: String { "***" }
  package var customMirror: Mirror { Mirror(self, children: []) }
}

extension Secret: Decodable {
  /// An empty secret is none: it is an error.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    exposed = try container.decode(String.self)
    if exposed.isEmpty { throw DecodingError.dataCorruptedError(in: container, debugDescription: "empty") }
  }
}
