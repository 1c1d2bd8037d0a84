/// The six kinds of JSON value. The raw value is the word for an error message.
package enum JSONKind: String, Equatable, Sendable, CaseIterable {
  case object
  case array
  case string
  case number
  case bool = "boolean"
  case null
}
