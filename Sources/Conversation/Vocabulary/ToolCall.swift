package import ByteJSON

/// A function that the model wants called.
package struct ToolCall: Equatable, Sendable {
  /// The upstream's id; older models give none.
  package var id: String?
  package var name: String
  /// A verbatim JSON object.
  package var arguments: RawJSON

  package init(id: String?, name: String, arguments: RawJSON) {
    self.id = id
    self.name = name
    self.arguments = arguments
  }
}
