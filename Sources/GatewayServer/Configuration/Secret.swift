/// A value that no log, error or debugger may show: its every description is `***`.
package struct Secret: Equatable, Hashable, Sendable {
  private let value: String

  package init(_ value: String) {
    self.value = value
  }

  /// The value itself. Call this where it is used (a header, a comparison), never to keep it.
  package func reveal() -> String { value }

  package var isEmpty: Bool { value.isEmpty }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  package var description: String { "***" }
  package var debugDescription: String { "***" }
  package var customMirror: Mirror { Mirror(self, children: []) }
}
