internal import Admission
internal import NIOCore
internal import Synchronization

/// The process's one `RetryBudget`, used by all calls.
final class RetryPurse: Sendable {
  private let budget = Mutex(RetryBudget())

  func attempted() { budget.withLock { $0.attempted() } }

  func takeRetry() -> Bool {
    let now = Int(NIODeadline.now().uptimeNanoseconds / 1_000_000)
    return budget.withLock { $0.takeRetry(at: now) }
  }
}
