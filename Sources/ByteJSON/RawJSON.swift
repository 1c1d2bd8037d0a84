/// One complete, valid JSON value as somebody wrote it: schemas, arguments and outputs of tools pass
/// through us byte for byte, so number forms and the order of members survive.
package struct RawJSON: Equatable, Hashable, Sendable {
  /// The text in UTF-8, without white space around the value.
  package let bytes: [UInt8]

  package static let null = RawJSON(verified: Array("null".utf8))
  package static let emptyObject = RawJSON(verified: Array("{}".utf8))
  package static let emptyArray = RawJSON(verified: Array("[]".utf8))

  /// Nil if `text` is not exactly one JSON value with nothing but white space around it.
  package init?(validating text: RawSpan) {
    guard let range = try? JSONScanner.validate(text) else { return nil }
    bytes = text.withUnsafeBytes { [UInt8]($0[range]) }
  }

  package init?(validating text: [UInt8]) {
    self.init(validating: text.span.bytes)
  }

  package init?(validating text: String) {
    self.init(validating: Array(text.utf8))
  }

  /// The value that `write` writes; it must write exactly one.
  package init(_ write: (inout JSONWriter) -> Void) {
    var writer = JSONWriter()
    write(&writer)
    self.init(verified: writer.bytes)
  }

  init(verified bytes: [UInt8]) {
    self.bytes = bytes
  }

  package var text: String { String(decoding: bytes, as: UTF8.self) }

  /// The value, to be read.
  package func parsed() throws(JSONError) -> JSONNode { try JSONNode.parse(bytes) }
}
