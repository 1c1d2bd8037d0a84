/// What a function gave back, on its way to the model.
package struct ToolResult: Equatable, Sendable {
  /// The upstream's own id of the call; nil where it gave none, and then none goes back.
  package var id: String?
  package var name: String
  /// Free text, mostly JSON, as the client sent it; nil: the client gave none.
  package var output: String?

  package init(id: String?, name: String, output: String?) {
    self.id = id
    self.name = name
    self.output = output
  }
}
