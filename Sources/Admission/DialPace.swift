/// How fast running calls may come to a service: so many at once, then one after the other. When a place fails, all its
/// calls come to the next in the same moment, and must not bring that one down, too.
///
/// A single call never waits.
package struct DialPace: Equatable, Sendable {
  /// Dials that may be made at once.
  package static let burst = 20
  /// ms between those after them.
  package static let interval = 10
  /// When the next dial would be due if none could be made at once; monotonic ms.
  private var due = Int.min

  package init() {}

  /// A dial is made in as many ms as this returns.
  package mutating func delay(at now: Int) -> Int {
    due = max(due, now - Self.interval * (Self.burst - 1))
    defer { due += Self.interval }
    return max(0, due - now)
  }
}
