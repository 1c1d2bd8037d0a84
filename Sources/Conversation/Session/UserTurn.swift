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
    var marks = TranscriptMarks()
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

  /// The audio that came now ends with `pauseMs` of silence, too little to end the turn. Where a network delivers late,
  /// only the audio's own time can tell a pause from an end.
  mutating func paused(forMs pauseMs: Int, at now: Int) {
    if let last = open?.lastSpeech { open?.lastSpeech = max(last, now - pauseMs) }
  }

  /// Only the upstream hears this turn: its transcript is the sign of speech.
  mutating func transcribed(at now: Int) { open?.lastSpeech = now }

  /// The turn is open and waits for its answer: no sign of speech for a moment.
  func isQuiet(at now: Int) -> Bool {
    guard let open else { return false }
    return now - open.lastSpeech >= settings.turnQuiet
  }

  /// `audioMs`: the position of what has been appended.
  mutating func transcriptReceived(_ piece: String, audioMs: Int) {
    open?.transcript.pieceReceived(piece)
    if let bytes = open?.transcript.text.utf8.count { open?.marks.textGrew(to: bytes, audioMs: audioMs) }
  }

  /// The audio from position `audioMs` on is told to another connection, which takes its time. Returns what was
  /// understood of the speech before that.
  mutating func heardAgain(fromMs audioMs: Int, at now: Int) -> String {
    guard let open else { return "" }
    let before = audioMs <= open.startMs ? "" : open.marks.text(of: open.transcript.text, beforeMs: audioMs)
    self.open?.transcript.heardAgain(behind: before)
    self.open?.marks = TranscriptMarks()
    return before
  }

  /// The upstream is there again: the silence is counted from now.
  mutating func resumed(at now: Int) {
    if let last = open?.lastSpeech { open?.lastSpeech = max(last, now) }
  }

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
