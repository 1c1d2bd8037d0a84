internal import Admission
internal import NIOConcurrencyHelpers
internal import NIOCore

/// The process's one `RetryBudget`, used by all calls.
final class RetryPurse: Sendable {
  private let budget = NIOLockedValueBox(RetryBudget())

  func attempted() { budget.withLockedValue { $0.attempted() } }

  func takeRetry(at now: NIODeadline) -> Bool {
    budget.withLockedValue { $0.takeRetry(at: Int(now.uptimeNanoseconds / 1_000_000)) }
  }
}
