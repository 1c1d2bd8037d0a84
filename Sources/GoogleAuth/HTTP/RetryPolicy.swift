/// How often a request is tried and how long to wait between; pure.
package enum RetryPolicy: Sendable {
  /// OAuth token endpoints: three tries, 1 s and 2 s between.
  case token
  /// STS, IAM and the like: one more try after a 5xx or a lost connection.
  case onceMore
  /// Metadata values: five tries, 1 s doubling.
  case metadata
  /// Asked once only.
  case never

  /// - Parameters:
  ///   - tries: how many were made so far, at least 1.
  ///   - outcome: what the last one brought.
  ///   - random: 0..<1; the wait varies by 10 % either way.
  /// - Returns: how long to wait before the next try, or nil to give up.
  func wait(after tries: Int, _ outcome: Outcome, random: Double) -> Duration? {
    guard tries < limit, isWorthRetrying(outcome) else { return nil }
    return .milliseconds(Int(1000 * Double(1 << (tries - 1)) * (0.9 + 0.2 * random)))
  }

  /// What one try brought, when it was no success.
  enum Outcome: Equatable {
    case noAnswer
    case answer(status: Int, code: String?, reason: String?)
  }

  /// google-auth's list: statuses, or words in the body's `error` or `error_description`.
  static func isTransient(status: Int, code: String?, reason: String?) -> Bool {
    let words = ["internal_failure", "server_error", "temporarily_unavailable"]
    return [408, 429, 500, 503, 504].contains(status) || [code, reason].contains { $0.map(words.contains) ?? false }
  }

  private var limit: Int {
    switch self {
    case .token: 3
    case .onceMore: 2
    case .metadata: 5
    case .never: 1
    }
  }

  private func isWorthRetrying(_ outcome: Outcome) -> Bool {
    switch (self, outcome) {
    case (_, .noAnswer): true
    case (.onceMore, .answer(let status, _, _)): (500...599).contains(status)
    case (_, .answer(let status, let code, let reason)):
      Self.isTransient(status: status, code: code, reason: reason)
    }
  }
}
