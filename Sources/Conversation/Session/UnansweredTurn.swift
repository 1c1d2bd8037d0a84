/// A user turn that was closed in silence: our detector heard it, and the upstream has said nothing of it so far. Either
/// there was nothing to say, or the upstream is late. Until that is known the turn counts as the user's: a planned move
/// waits for its answer, and another connection hears it again.
struct UnansweredTurn: Equatable, Sendable {
  /// Monotonic ms after which no answer is expected any more.
  private(set) var deadline: Int
  /// How often other connections were told of it.
  private var repeats = 0
  private let settings: SessionSettings

  /// The turn was closed at `now` (monotonic ms).
  init(settings: SessionSettings, at now: Int) {
    self.settings = settings
    deadline = now + settings.watchdog
  }

  /// Another connection hears it now, and has as much time for it. False: enough of them have.
  mutating func heardAgain(at now: Int) -> Bool {
    guard repeats < settings.answerRepeats else { return false }
    repeats += 1
    deadline = now + settings.watchdog
    return true
  }
}
