/// Makes ids from a prefix, drawn once per call by the shell, and a counter: `item_` + prefix + number.
package struct Identifiers: Equatable, Sendable {
  package let prefix: String
  /// Digits of the number.
  package let width: Int
  private var count = 0

  package init(prefix: String, width: Int) {
    self.prefix = prefix
    self.width = width
  }

  /// A fresh id of `kind` (`item`, `resp`, ...). One counter serves all kinds.
  package mutating func next(_ kind: String) -> String {
    count += 1
    let digits = String(count)
    let zeros = String(repeating: "0", count: max(0, width - digits.utf8.count))
    return "\(kind)_\(prefix)\(zeros)\(digits)"
  }
}
