/// What a new connection is to be told before the call goes on. Fixed when the old one ended: what comes later is held, and
/// leaves behind it.
struct Recovery: Equatable, Sendable {
  /// The user's speech that the old connection did not answer.
  enum Speech: Equatable, Sendable {
    case none
    /// The user is still speaking.
    case open
    /// The user has finished.
    case ended
  }

  /// Ids of items that went up and that no handle covers, oldest first.
  var items: [String] = []
  /// An answer was asked for by a message, and nothing of it came.
  var isAsked = false
  var speech = Speech.none
  /// What was said before the audio that is kept.
  var olderSpeech = ""
}
