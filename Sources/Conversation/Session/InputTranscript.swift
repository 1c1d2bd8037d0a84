/// The transcript of the last committed user turn, until it is complete and after.
struct InputTranscript: Equatable, Sendable {
  let itemID: String
  /// Seconds of audio in the turn.
  let seconds: Double
  var accumulator: TranscriptAccumulator
  private(set) var isComplete = false
  /// The model has answered this turn: what comes now belongs to a new one.
  private(set) var isAnswered = false
  private let committedAt: Int
  private var lastPiece: Int
  private let settings: SessionSettings

  init(itemID: String, seconds: Double, accumulator: TranscriptAccumulator, settings: SessionSettings, at now: Int) {
    self.itemID = itemID
    self.seconds = seconds
    self.accumulator = accumulator
    self.settings = settings
    committedAt = now
    lastPiece = now
  }

  mutating func pieceReceived(_ piece: String, at now: Int) {
    accumulator.pieceReceived(piece)
    lastPiece = now
  }

  /// Another connection hears the turn again; what it understands adds to what is known.
  mutating func heardAgain() { if !isComplete { accumulator.heardAgain(behind: "") } }

  mutating func completed() { isComplete = true }

  mutating func answered() { isAnswered = true }

  var deadline: Int {
    if isComplete { return .max }
    return accumulator.text.isEmpty
      ? committedAt + settings.inputTranscriptTimeout : lastPiece + settings.inputTranscriptQuiet
  }
}
