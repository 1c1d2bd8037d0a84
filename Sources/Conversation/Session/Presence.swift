/// Whether the client is there. Where that is configured, one that lost its connection may come back to the same call.
///
///     here ──lost──► away ──returned──► here
///                      └── too long: the call ends
struct Presence: Equatable, Sendable {
  private enum Phase: Equatable, Sendable {
    case here
    /// Since a monotonic ms.
    case away(since: Int)
  }

  private var phase = Phase.here
  /// How long the call waits for its client, in ms; nil: not at all.
  private let window: Int?
  /// With what the client can come back: until it has been told, and no longer.
  private var token: String?

  /// - Parameter token: nil: the client cannot come back.
  init(token: String?, window: Int) {
    self.token = token
    self.window = token.map { _ in window }
  }

  /// The call goes on when its client has lost its connection.
  var canWait: Bool { window != nil }

  var isAway: Bool {
    switch phase {
    case .here: false
    case .away: true
    }
  }

  /// For the client's eyes. Once.
  mutating func takeToken() -> String? {
    defer { token = nil }
    return token
  }

  mutating func lost(at now: Int) {
    switch phase {
    case .here: phase = .away(since: now)
    case .away: break
    }
  }

  mutating func returned() { phase = .here }

  /// When the call has waited long enough.
  var deadline: Int {
    switch (phase, window) {
    case (.away(let since), let window?): since + window
    case (.here, _), (.away, nil): .max
    }
  }
}
