package import ByteJSON

/// A function that the client offers to the model.
package struct Tool: Equatable, Sendable {
  package var name: String
  package var description: String?
  /// The verbatim JSON Schema of the arguments; nil where the client gave none.
  package var parameters: RawJSON?

  package init(name: String, description: String? = nil, parameters: RawJSON? = nil) {
    self.name = name
    self.description = description
    self.parameters = parameters
  }
}

/// Whether the model shall call a function.
package enum ToolChoice: Equatable, Sendable {
  case auto
  case none
  /// Some function must be called.
  case required
  /// This function must be called.
  case function(String)
}
