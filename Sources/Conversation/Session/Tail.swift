/// What is still to come of a Gemini turn whose response has ended, and must not count for the next one.
///
///     clear ──response ended before turnComplete──► owed
///     clear, owed ──interrupted──► dead            clear, owed ──cancelled by the gateway──► cancelled
///     cancelled ──interrupted──► dead
///     clear ──tool call──► toolCall ──content──► clear
///     any ──turnComplete, or a deadline──► clear
///
/// Semantics 3 calls the owed turn a debt.
struct Tail: Equatable, Sendable {
  private enum State: Equatable, Sendable {
    case clear
    /// Everything was streamed; flags and usage are outstanding. `cutAt`: when the gateway cut it.
    case owed(cutAt: Int?, until: Int)
    /// A tool call ended its response: flags until the next content are its own, and one `turnComplete` at most.
    case toolCall(until: Int)
    /// Interrupted: transcripts and flags are dropped.
    case dead(until: Int)
    /// Cancelled by the gateway: everything is dropped.
    case cancelled(lastContent: Int, until: Int)
  }

  /// Whose `interrupted` it was.
  enum Interruption: Equatable, Sendable {
    /// Nothing was outstanding: it concerns the answer in progress.
    case current
    /// The user cut the playback of an answer that is done.
    case ofDoneAnswer
    /// A message of the gateway caused it.
    case ours
  }

  private var state = State.clear
  private let settings: SessionSettings

  init(settings: SessionSettings) { self.settings = settings }

  var isClear: Bool { state == .clear }

  /// Whether `modelTurn` content is dropped.
  var dropsContent: Bool {
    switch state {
    case .cancelled: true
    case .clear, .owed, .dead, .toolCall: false
    }
  }

  /// Whether output transcripts are dropped.
  var dropsTranscripts: Bool {
    switch state {
    case .cancelled, .dead: true
    case .clear, .owed, .toolCall: false
    }
  }

  mutating func responseEndedEarly(at now: Int) {
    state = .owed(cutAt: nil, until: now + settings.cancelledTurn)
  }

  mutating func toolCallEnded(at now: Int) { state = .toolCall(until: now + settings.cancelledTurn) }

  mutating func cancelled(at now: Int) {
    state = .cancelled(lastContent: now, until: now + settings.cancelledTurn)
  }

  /// The gateway sent something that makes the upstream stop what it plays.
  mutating func cutByGateway(at now: Int) {
    switch state {
    case .owed(_, let until): state = .owed(cutAt: now, until: until)
    case .clear, .dead, .cancelled, .toolCall: break
    }
  }

  mutating func interrupted(at now: Int) -> Interruption {
    defer { state = .dead(until: now + settings.deadTurn) }
    return switch state {
    case .clear, .dead, .toolCall: .current
    case .owed(let cutAt, _): cutAt == nil ? .ofDoneAnswer : .ours
    case .cancelled: .ours
    }
  }

  /// Content came. Returns whether it is dropped; if not, it is the next turn's and nothing is owed any more.
  mutating func contentReceived(at now: Int) -> Bool {
    switch state {
    case .cancelled(_, let until):
      state = .cancelled(lastContent: now, until: until)
      return true
    case .clear: return false
    case .owed, .dead, .toolCall:
      state = .clear
      return false
    }
  }

  /// Whether this `turnComplete` belonged to the old turn.
  mutating func turnCompleted() -> Bool {
    defer { state = .clear }
    return !isClear
  }

  var deadline: Int {
    switch state {
    case .clear: .max
    case .owed(let cutAt, let until): min(cutAt.map { $0 + settings.deadTurn } ?? .max, until)
    case .dead(let until), .toolCall(let until): until
    case .cancelled(let lastContent, let until): min(lastContent + settings.deadTurn, until)
    }
  }

  mutating func timePassed(to now: Int) {
    if now >= deadline { state = .clear }
  }

  /// Nothing of the old turn is still to come: it was completed, its successor began, or the connection is gone.
  mutating func settled() { state = .clear }
}
