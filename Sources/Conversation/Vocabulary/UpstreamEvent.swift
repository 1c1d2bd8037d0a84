/// What the model's side says, in neutral words. One message can carry several; the dialect lists
/// content first, then usage, then flags, because flags end what content belongs to (semantics 3).
package enum UpstreamEvent: Equatable, Sendable {
  /// Why a turn ended.
  package enum TurnEnd: Equatable, Sendable {
    case normal
    /// A safety stop: `incomplete`, `content_filter`.
    case filtered(String)
    /// The model gave up: `failed`.
    case failed(String)
  }

  /// The setup was accepted.
  case ready
  /// Base64 PCM16: byte offsets in the received message; `rate` in Hz.
  case audio(payload: Range<Int>, escaped: Bool, rate: Int)
  /// A piece of the answer's text. Thoughts never become events.
  case text(String)
  /// What the model says aloud; pieces to be joined.
  case outputTranscript(String)
  /// What the user said, in the upstream's own style of pieces.
  case inputTranscript(String, finished: Bool)
  /// Functions the model wants called, complete and in order.
  case toolCalled([ToolCall])
  /// Calls by their upstream ids: nobody waits for their outputs any more.
  case toolCallsCancelled([String])
  /// Sources of the answer that is being given, or was given last.
  case cited([Citation])
  case usage(Usage)
  /// The user, or a message of ours, cut the generation.
  case interrupted
  /// All content of this turn has been sent.
  case generationComplete
  /// The upstream does not answer: it expects more input.
  case waitingForInput
  case turnComplete(TurnEnd)
  /// The upstream heard speech begin or end; offset in ms of all audio, if it says one.
  case speechStarted(atMs: Int?)
  case speechStopped(atMs: Int?)
  /// The newest resumption handle; nil: cannot be resumed at this point.
  case resumable(handle: String?)
  /// The connection will be closed after this many ms.
  case goingAway(inMs: Int)
  /// A message of an error instead of a close.
  case failed(message: String)
  /// Something known or new that has no meaning for the client; the name is for the log.
  case ignored(String)
}
