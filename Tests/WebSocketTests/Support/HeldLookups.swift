import NIOConcurrencyHelpers
import NIOCore

@testable import WebSocket

/// Lookups that a test answers when it likes.
final class HeldLookups: Sendable {
  private typealias Done = @Sendable (Result<HostAddresses, LookupFailure>) -> Void
  private let asked = NIOLockedValueBox<[String]>([])
  private let held = NIOLockedValueBox<[Done]>([])

  var start: CachingResolver.LookUp {
    { [self] name, done in
      asked.withLockedValue { $0.append(name) }
      held.withLockedValue { $0.append(done) }
    }
  }

  /// Names that were looked up so far.
  var names: [String] { asked.withLockedValue { $0 } }

  /// Answers all that wait.
  func answer(_ result: Result<HostAddresses, LookupFailure>) {
    let waiting = held.withLockedValue { held in
      defer { held = [] }
      return held
    }
    for done in waiting { done(result) }
  }

  /// Every lookup is answered at once, the nth with the nth of `answers`, then with the last.
  static func answering(_ answers: [HostAddresses], counted: NIOLockedValueBox<Int>) -> CachingResolver.LookUp {
    { _, done in
      let number = counted.withLockedValue {
        $0 += 1
        return $0
      }
      done(.success(answers[min(number, answers.count) - 1]))
    }
  }
}
