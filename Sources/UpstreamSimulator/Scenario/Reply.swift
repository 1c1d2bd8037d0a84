/// What the model does about a turn.
enum Reply: Equatable, Sendable {
  case say([Utterance])
  case call([Call])

  struct Call: Equatable, Sendable {
    var name: String
    /// A JSON object, verbatim.
    var arguments: String
  }
}

/// A stretch of an answer.
enum Utterance: Equatable, Sendable {
  case words(String)
  /// The caller's own voice, and the words that stand for it in the transcript.
  case playback(UserSpeech)
}
