/// An answer on its way out: written word by word, or spoken in chunks with the transcript just ahead of the sound.
struct Delivery: Sendable {
  struct Piece: Equatable, Sendable {
    var message: ServerMessage
    /// Milliseconds of playback or reading that the piece stands for.
    var lastsMs: Int64
  }

  /// Milliseconds that a written word stands for.
  private static let wordMs: Int64 = 60

  private let modality: SetupMessage.Modality
  private let transcribes: Bool
  private let chunkMs: Int
  private var utterances: ArraySlice<Utterance>
  private var words: ArraySlice<String> = []
  /// Samples of the present word that have not left yet.
  private var sound: ArraySlice<UInt8> = []
  private var playback: Playback?
  /// Set once something has left: what follows is set off by a space.
  private var hasBegun = false

  init(
    _ utterances: [Utterance], modality: SetupMessage.Modality, transcribes: Bool, chunkMs: Int
  ) {
    self.utterances = utterances[...]
    self.modality = modality
    self.transcribes = transcribes
    self.chunkMs = max(1, chunkMs)
  }

  /// The next piece; nil at the end.
  mutating func next() -> Piece? {
    while true {
      if let chunk = nextChunk() {
        return Piece(
          message: .audio(chunk, rate: Playback.rate), lastsMs: Int64(chunk.count * 1000 / (Playback.rate * 2)))
      }
      if let word = words.popFirst() {
        switch modality {
        case .text: return Piece(message: .text(word), lastsMs: Self.wordMs)
        case .audio: sound = SyntheticSpeech.say(word)[...]
        }
        if transcribes { return Piece(message: .outputTranscription(word), lastsMs: 0) }
        continue
      }
      guard let utterance = utterances.popFirst() else { return nil }
      let space = hasBegun ? " " : ""
      hasBegun = true
      switch utterance {
      case .words(let text): words = Self.split(space + text)[...]
      case .playback(let speech):
        playback = Playback(speech)
        if transcribes {
          return Piece(message: .outputTranscription("\(space)(your \(speech.length) of speech)"), lastsMs: 0)
        }
      }
    }
  }

  private mutating func nextChunk() -> [UInt8]? {
    if !sound.isEmpty {
      let chunk = sound.prefix(chunkMs * Playback.rate / 1000 * 2)
      sound = sound.dropFirst(chunk.count)
      return Array(chunk)
    }
    guard let chunk = playback?.next(milliseconds: chunkMs) else { return nil }
    if chunk.isEmpty { playback = nil }
    return chunk.isEmpty ? nil : chunk
  }

  /// Words with the white space before them, so that they join to the text they came from.
  private static func split(_ text: String) -> [String] {
    var pieces: [String] = []
    var piece = ""
    for character in text {
      if character.isWhitespace, piece.contains(where: { !$0.isWhitespace }) {
        pieces.append(piece)
        piece = ""
      }
      piece.append(character)
    }
    if !piece.isEmpty { pieces.append(piece) }
    return pieces
  }
}
