/// The user's turn where the upstream does not listen for speech by itself: the client ends it, or the gateway's own
/// detector does (semantics 4).
///
///     closed ──something to say, no answer runs──► open ──a create──► closed
///        └─ while an answer runs, what was committed waits ─┘
///
/// The audio is the bridge's; here is only what it is. Several commits share one activity.
struct ManualTurn: Equatable, Sendable {
  /// `activityStart` has gone up and `activityEnd` has not.
  private(set) var isOpen = false
  /// Something was said in the open activity.
  private(set) var hasContent = false
  /// Audio of the user's turn waits to go up.
  private(set) var waits = false
  /// Of the unsent items, those that came before the audio that waits.
  private(set) var itemsBefore = 0
  /// Bytes of PCM16 appended and not committed.
  private(set) var uncommittedBytes = 0
  /// The uncommitted audio became too long and lost its start.
  private(set) var hasLostStart = false
  /// Audio of this turn is kept, in case it must be said again on another connection.
  private(set) var isKept = false

  /// There is something to answer.
  var isBegun: Bool { isOpen || waits }

  mutating func appended(bytes: Int) { uncommittedBytes += bytes }

  /// So many bytes of the uncommitted audio's beginning had to go.
  mutating func dropped(bytes: Int) {
    guard bytes > 0 else { return }
    uncommittedBytes = max(0, uncommittedBytes - bytes)
    hasLostStart = true
  }

  mutating func cleared() {
    uncommittedBytes = 0
    hasLostStart = false
  }

  /// Audio belongs to the turn from now on. `items` are unsent.
  mutating func committed(items: Int) {
    if !waits { itemsBefore = items }
    waits = true
    cleared()
  }

  mutating func activityStarted() {
    isOpen = true
    hasContent = false
  }

  /// Items went up inside the activity.
  mutating func textSent() { hasContent = true }

  /// Everything that waited went up.
  mutating func audioSent() {
    waits = false
    hasContent = true
    isKept = true
  }

  mutating func activityEnded() {
    isOpen = false
    hasContent = false
  }

  /// Its answer has begun: nothing of it will be said again.
  mutating func answered() { isKept = false }

  /// The connection that knew the open activity is gone: what was said in it waits again.
  mutating func connectionLost() {
    isOpen = false
    hasContent = false
    guard isKept else { return }
    waits = true
    itemsBefore = 0
  }
}
