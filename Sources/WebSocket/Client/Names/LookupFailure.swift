/// Why a name has no addresses, in the system's words.
package struct LookupFailure: Error, Equatable, Sendable, CustomStringConvertible {
  package var description: String

  package init(_ description: String) { self.description = description }
}
