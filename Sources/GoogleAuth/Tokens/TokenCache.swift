/// One credential's access token over time: when it serves, when to ask for another, who asks. Pure: times are
/// passed in (monotonic), nothing is awaited.
///
///                 tokenWanted → fetch                 fetched
///     ┌─────────┐ ───────────────────► ┌──────────┐ ─────────────► ┌──────┐
///     │ invalid │                      │ fetching │                │ held │ fresh, then stale from refreshAt
///     └─────────┘ ◄─────────────────── └──────────┘ ◄───────────── └──────┘
///          ▲        fetchFailed, no       │    ▲    refreshDue, or      │
///          │        usable token left     │    │    less than 60 s left │
///          │                              └────┼───────────────────────►│ fetchFailed: the old token serves on
///          └───────────────────────────────────┴────────────────────────┘ rejected
///
/// While `fetching`, an old token that still has 60 s goes on serving; without one, callers wait.
package struct TokenCache: Sendable {
  /// A caller gets a token only if it lives at least this long.
  package static let leastLeft = Duration.seconds(60)
  /// A new token is asked for this long before the end of the old, less up to `mostJitter`.
  package static let refreshAhead = Duration.seconds(300)
  package static let mostJitter = Duration.seconds(60)
  /// Between the end of one attempt and the next.
  package static let leastGap = Duration.seconds(10)
  /// The background's attempts after failures: 10, 20, 40, 60, 60… s apart.
  package static let mostGap = Duration.seconds(60)

  private enum Phase {
    case invalid(Pause?)
    /// `previous` serves as long as it can.
    case fetching(previous: AccessToken?)
    case held(Held)
  }

  private struct Held {
    var token: AccessToken
    var refreshAt: Duration
    /// Of the last refresh, if it failed.
    var failure: GoogleAuthError?
  }

  /// Nobody asks before `callersUntil`, the background not before `backgroundUntil`.
  private struct Pause {
    var callersUntil: Duration
    var backgroundUntil: Duration
    var reason: GoogleAuthError
  }

  private var phase = Phase.invalid(nil)
  private var failures = 0
  private var lastRejection: Duration?

  package init() {}

  // MARK: Callers

  package enum Answer: Equatable, Sendable {
    case use(AccessToken)
    /// The caller is to ask for a token and to report the outcome.
    case fetch
    /// Somebody is asking; come again when that is over.
    case wait
    /// The last attempt failed a moment ago, for this reason.
    case refuse(GoogleAuthError)
  }

  package mutating func tokenWanted(at now: Duration) -> Answer {
    switch phase {
    case .invalid(let pause):
      if let pause, now < pause.callersUntil { return .refuse(pause.reason) }
      phase = .fetching(previous: nil)
      return .fetch
    case .fetching(let previous):
      if let previous, previous.left(at: now) >= Self.leastLeft { return .use(previous) }
      return .wait
    case .held(let held):
      let left = held.token.left(at: now)
      if left >= Self.leastLeft { return .use(held.token) }
      let mayAsk = now >= held.refreshAt
      if !mayAsk && left > .zero { return .use(held.token) }
      if !mayAsk, let failure = held.failure { return .refuse(failure) }
      phase = .fetching(previous: held.token)
      return .fetch
    }
  }

  // MARK: The background

  package enum Plan: Equatable, Sendable {
    /// Ask now, and report the outcome.
    case fetch
    /// Nothing to do before this time.
    case sleep(until: Duration)
    /// Somebody else is asking.
    case wait
  }

  package mutating func refreshDue(at now: Duration) -> Plan {
    switch phase {
    case .invalid(let pause):
      if let pause, now < pause.backgroundUntil { return .sleep(until: pause.backgroundUntil) }
      phase = .fetching(previous: nil)
      return .fetch
    case .fetching: return .wait
    case .held(let held):
      if now < held.refreshAt { return .sleep(until: held.refreshAt) }
      phase = .fetching(previous: held.token)
      return .fetch
    }
  }

  // MARK: Outcomes

  /// A new token has come; it may be the old one again, as metadata servers hand it out until 5 minutes before its end.
  ///
  /// - Parameter random: 0..<1, spreads the refreshes of many gateways.
  package mutating func fetched(_ token: AccessToken, at now: Duration, random: Double) {
    failures = 0
    let left = token.left(at: now)
    let jitter = Self.mostJitter * random
    let refreshAt = max(token.expiry.monotonic - Self.refreshAhead + jitter, now + left / 2, now + Self.leastGap)
    phase = .held(Held(token: token, refreshAt: refreshAt, failure: nil))
  }

  /// An attempt failed; an old token that is still valid serves on.
  package mutating func fetchFailed(_ error: GoogleAuthError, at now: Duration) {
    failures += 1
    let gap = min(Self.leastGap * (1 << min(failures - 1, 8)), Self.mostGap)
    switch phase {
    case .fetching(let previous?) where previous.left(at: now) > .zero:
      phase = .held(Held(token: previous, refreshAt: now + gap, failure: error))
    case .fetching, .invalid:
      phase = .invalid(Pause(callersUntil: now + Self.leastGap, backgroundUntil: now + gap, reason: error))
    case .held: break  // a late report: somebody has fetched since
    }
  }

  /// Who was asking went away before there was an outcome: the next caller asks at once.
  package mutating func fetchAbandoned(at now: Duration) {
    switch phase {
    case .fetching(let previous?): phase = .held(Held(token: previous, refreshAt: now, failure: nil))
    case .fetching(nil): phase = .invalid(nil)
    case .invalid, .held: break
    }
  }

  package enum Rejection: Equatable, Sendable {
    case dropped
    /// Not the token we hold: somebody has replaced it meanwhile.
    case ignored
  }

  /// The API answered 401 to `token`. Only the token we hold is dropped. The first time, the next caller may ask at
  /// once; a fresh token rejected within 10 s makes callers wait.
  ///
  /// - Parameter reason: what callers get in those 10 s.
  package mutating func rejected(_ token: AccessToken, at now: Duration, reason: GoogleAuthError) -> Rejection {
    switch phase {
    case .held(let held) where held.token.value == token.value:
      let gapEnd = lastRejection.map { $0 + Self.leastGap } ?? now
      let pause = Pause(callersUntil: gapEnd, backgroundUntil: gapEnd, reason: reason)
      phase = .invalid(now < gapEnd ? pause : nil)
    case .fetching(let previous?) where previous.value == token.value: phase = .fetching(previous: nil)
    case .held, .fetching, .invalid: return .ignored
    }
    lastRejection = now
    return .dropped
  }

  /// What a status page says.
  package enum Freshness: String, Sendable { case invalid, fetching, stale, fresh }

  package func freshness(at now: Duration) -> Freshness {
    switch phase {
    case .invalid: .invalid
    case .fetching: .fetching
    case .held(let held):
      held.token.left(at: now) <= .zero ? .invalid : now < held.refreshAt ? .fresh : .stale
    }
  }
}
