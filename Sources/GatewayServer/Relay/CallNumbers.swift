internal import Synchronization

/// Prefixes for the ids of calls: random letters drawn once per process, then the number of the call. Ids are opaque to
/// clients and need only be unique, so a call draws no randomness.
final class CallNumbers: Sendable {
  private static let digits = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
  private let process = String((0..<8).map { _ in digits.randomElement() ?? "0" })
  private let count = Atomic<Int>(0)

  /// 13 letters and digits.
  func nextPrefix() -> String {
    var number = count.add(1, ordering: .relaxed).newValue
    var text = ""
    for _ in 0..<5 {
      text.append(Self.digits[number % 62])
      number /= 62
    }
    return process + String(text.reversed())
  }
}
