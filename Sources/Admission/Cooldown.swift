/// How long something that failed is passed over: twice as long after each failure in a row, and by chance a little
/// less, so that many callers do not come back in the same moment.
///
///     sound ──failed──► cooling (base) ──failed──► cooling (2 × base) … ──succeeded──► sound
package struct Cooldown: Equatable, Sendable {
  private var failures = 0
  /// Monotonic ms.
  package private(set) var until = Int.min

  package init() {}

  /// - Parameters:
  ///   - base: ms after the first failure.
  ///   - longest: ms at most.
  ///   - chance: From 0 to 1; takes up to a quarter away.
  package mutating func failed(base: Int, longest: Int, chance: Double, at now: Int) {
    // Who was asked while still cooling had begun before: one fault, not two.
    guard now >= until else { return }
    let doublings = min(failures, 16)
    let whole = min(base << doublings, longest)
    failures += 1
    until = now + whole - Int(Double(whole) / 4 * min(max(chance, 0), 1))
  }

  package mutating func succeeded() { self = Cooldown() }

  package func isOver(at now: Int) -> Bool { now >= until }
}
