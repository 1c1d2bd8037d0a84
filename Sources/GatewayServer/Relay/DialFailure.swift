internal import Conversation

/// Why one attempt to reach a deployment came to nothing.
struct DialFailure: Error {
  /// What it means for the call; its text is for the client.
  var closure: UpstreamClosure
  /// For the log.
  var detail: String
  /// The HTTP answer in place of the upgrade.
  var answer: Answer?
  /// The same attempt may succeed in a moment.
  var mayPass: Bool

  /// There is no deployment that could be tried.
  static let nowhere = DialFailure(
    closure: UpstreamClosure(
      .refusedHere,
      Fault(
        .server, code: "server_error",
        "No other deployment of this model can take over the session. Start a new one in a moment.")),
    detail: "there is no other deployment", mayPass: false)

  struct Answer {
    var status: Int
    /// The first bytes of it.
    var body: [UInt8]
  }

  /// The more hopeful of two: what a call is told is what leaves it most to try.
  func orBetter(_ other: DialFailure?) -> DialFailure {
    guard let other, other.closure.verdict.hopelessness <= closure.verdict.hopelessness else { return self }
    return other
  }
}

extension UpstreamClosure.Verdict {
  fileprivate var hopelessness: Int {
    switch self {
    case .transient, .handleUnknown: 0
    case .quota: 1
    case .refusedHere: 2
    case .fatal: 3
    }
  }
}
