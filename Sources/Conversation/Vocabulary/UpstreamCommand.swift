/// What the session wants done upstream; the dialect knows the wire's way.
package enum UpstreamCommand: Equatable, Sendable {
  /// The negotiated setup, ready to send.
  case setup([UInt8])
  /// Items of the conversation in order; `generate`: and answer now. No items and `generate`: answer anyway.
  case content([Item], generate: Bool)
  /// What the functions of one tool call gave back; the model goes on by itself.
  case toolResponse([ToolResult])
  /// The microphone pauses, or the client committed under automatic detection: end the turn.
  case audioStreamEnd
  /// Stop generating, as far as the wire has a way.
  case interrupt
}
