/// What the session wants done upstream; the dialect knows the wire's way.
package enum UpstreamCommand: Equatable, Sendable {
  /// The negotiated setup, which begins a connection; with a handle, it goes on where that was given.
  case setup([UInt8], resuming: String? = nil)
  /// Instructions and functions become those of this negotiated setup, on the running connection. Only where
  /// `Negotiation.base` says that this suffices.
  case contextUpdate([UInt8])
  /// Items of the conversation in order; `generate`: and answer now. No items and `generate`: answer anyway.
  case content([Item], generate: Bool)
  /// A frame of a live video: the model sees it, and is neither asked nor interrupted.
  case videoFrame(Picture)
  /// What the functions of one tool call gave back; the model goes on by itself.
  case toolResponse([ToolResult])
  /// The microphone pauses, or the client committed under automatic detection: end the turn.
  case audioStreamEnd
  /// Where the upstream does not listen for speech by itself: audio between these two is what the user says. The items
  /// came before it.
  case activityStart(after: [Item])
  /// The user's turn is over: answer it.
  case activityEnd
  /// Items as part of the user's open activity.
  case activityText([Item])
  /// Stop generating, as far as the wire has a way.
  case interrupt
}
