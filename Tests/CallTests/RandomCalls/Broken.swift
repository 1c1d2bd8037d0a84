/// An invariant that does not hold. `rule` is the same for every occurrence, `detail` says which.
struct Broken: Error, Equatable, CustomStringConvertible {
  var invariant: Int
  var rule: String
  var detail = ""

  var description: String { "invariant \(invariant): \(rule)" + (detail.isEmpty ? "" : ": \(detail)") }
}
