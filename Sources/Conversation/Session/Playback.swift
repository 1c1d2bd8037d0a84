/// Estimates whether the user is hearing the model: from the first audio of an answer to the later of
/// the turn's end and start + audio sent, at the latest 2 s after start + audio sent (semantics 6).
struct Playback: Equatable, Sendable {
  private var start: Int?
  private var sentMs = 0
  private var turnCompletedAt: Int?
  /// ms of audio that a client which is away has not been sent yet; nil: it is there.
  private var missedMs: Int?
  private let grace: Int

  init(grace: Int) { self.grace = grace }

  /// Audio of an answer left for the client; `isFirst` of that answer.
  mutating func audioSent(ms: Int, isFirst: Bool, at now: Int) {
    if isFirst || start == nil {
      start = now
      sentMs = 0
      turnCompletedAt = nil
    }
    sentMs += ms
    missedMs = missedMs.map { $0 + ms }
  }

  mutating func clientLost() { missedMs = missedMs ?? 0 }

  /// What it has missed is heard from now on.
  mutating func clientReturned(at now: Int) {
    defer { missedMs = nil }
    guard start != nil, let missedMs, missedMs > 0 else { return }
    start = now
    sentMs = missedMs
  }

  mutating func turnCompleted(at now: Int) {
    if start != nil, turnCompletedAt == nil { turnCompletedAt = now }
  }

  /// Interrupted, cancelled or truncated: nothing is heard any more.
  mutating func stopped() {
    start = nil
    missedMs = missedMs.map { _ in 0 }
  }

  func isSpoken(at now: Int) -> Bool {
    guard let start else { return false }
    let played = start + sentMs
    guard let turnCompletedAt else { return now < played + grace }
    return now < min(max(turnCompletedAt, played), played + grace)
  }

  /// When all audio sent has been heard; nil if none plays.
  var estimatedEnd: Int? { start.map { $0 + sentMs } }
}
