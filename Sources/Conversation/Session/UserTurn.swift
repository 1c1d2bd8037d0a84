/// The user's speech under automatic detection, from its announced start to its commit.
///
///     none ──speech heard──► open ──evidence, or silence + 1.5 s──► none (committed)
struct UserTurn: Equatable, Sendable {
  /// A turn that the client was told of with `speech_started`.
  struct Open: Equatable, Sendable {
    let itemID: String
    /// ms of all audio of the call.
    var startMs: Int
    /// The audio position of the last speech, in ms of all audio of the call.
    var speechEndMs: Int
    /// Monotonic ms of the last sign of speech.
    var lastSpeech: Int
    /// The gateway's own detector hears this turn; otherwise only the upstream does.
    var isHeard: Bool
    var transcript: TranscriptAccumulator
  }

  private(set) var open: Open?
  private let settings: SessionSettings

  init(settings: SessionSettings) { self.settings = settings }

  var isOpen: Bool { open != nil }

  mutating func began(
    itemID: String, startMs: Int, nowMs: Int, isHeard: Bool, style: Capabilities.TranscriptStyle, at now: Int
  ) {
    open = Open(
      itemID: itemID, startMs: startMs, speechEndMs: nowMs, lastSpeech: now, isHeard: isHeard,
      transcript: TranscriptAccumulator(style: style))
  }

  /// Speech goes on at audio position `positionMs`.
  mutating func heard(positionMs: Int, at now: Int) {
    open?.isHeard = true
    open?.speechEndMs = positionMs
    open?.lastSpeech = now
  }

  /// Only the upstream hears this turn: its transcript is the sign of speech.
  mutating func transcribed(at now: Int) { open?.lastSpeech = now }

  /// The turn is open and waits for its answer: no sign of speech for a moment.
  func isQuiet(at now: Int) -> Bool {
    guard let open else { return false }
    return now - open.lastSpeech >= settings.turnQuiet
  }

  mutating func transcriptReceived(_ piece: String) { open?.transcript.pieceReceived(piece) }

  mutating func committed() -> Open? {
    defer { open = nil }
    return open
  }

  /// When the turn is closed without further evidence.
  func deadline(silenceMs: Int) -> Int {
    guard let open else { return .max }
    let grace =
      open.transcript.text.isEmpty ? settings.emptyTurnCloseAfterSilence : settings.turnCloseAfterSilence
    return open.lastSpeech + silenceMs + grace
  }
}
