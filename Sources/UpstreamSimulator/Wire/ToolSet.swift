/// The functions that a client has declared.
package struct ToolSet: Equatable, Sendable {
  package struct Function: Equatable, Sendable {
    package var name: String
    /// `BLOCKING` or `NON_BLOCKING` if stated.
    package var blocks: Bool?

    package init(name: String, blocks: Bool? = nil) {
      self.name = name
      self.blocks = blocks
    }
  }

  package var functions: [Function]
  /// Bytes of all tools as JSON: what they cost in the context.
  package var byteCount: Int

  package init(functions: [Function] = [], byteCount: Int = 0) {
    self.functions = functions
    self.byteCount = byteCount
  }

  func function(named name: String) -> Function? {
    functions.first { $0.name == name }
  }
}
