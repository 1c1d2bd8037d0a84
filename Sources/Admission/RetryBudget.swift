/// How many second attempts a process may make, so that a service in trouble does not get a multiple of its calls:
/// one for every five first attempts, beside a reserve that fills up again with time.
package struct RetryBudget: Equatable, Sendable {
  /// Attempts that may be made at once after a quiet time.
  package static let reserve = 30
  /// Fifths of an attempt.
  private var fifths = 5 * reserve
  /// Monotonic ms up to which time was credited.
  private var creditedTo: Int?

  package init() {}

  /// A first attempt was made.
  package mutating func attempted() { fifths = min(fifths + 1, 5 * Self.reserve) }

  /// Takes one second attempt, if there is one to be had. A whole one comes back each second.
  package mutating func takeRetry(at now: Int) -> Bool {
    let since = creditedTo ?? now
    let earned = max(0, now - since) / 200
    fifths = min(fifths + earned, 5 * Self.reserve)
    creditedTo = since + earned * 200
    guard fifths >= 5 else { return false }
    fifths -= 5
    return true
  }
}
