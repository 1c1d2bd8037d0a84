/// What the simulator says of its own accord. Scripts may send anything else as raw JSON.
package enum ServerMessage: Equatable, Sendable {
  case setupComplete(sessionID: String)
  /// A piece of what the user said; `finished` with the last one.
  case inputTranscription(String, finished: Bool)
  /// A piece of what the model says aloud; pieces join without a space between them.
  case outputTranscription(String)
  /// A piece of a written answer.
  case text(String)
  /// PCM16 little-endian, mono; Google's own is at 24,000 Hz.
  case audio([UInt8], rate: Int)
  case generationComplete
  case interrupted
  case turnComplete(Usage)
  case toolCall([FunctionCall])
  case toolCallCancellation(ids: [String])
  /// The connection will end in so many milliseconds.
  case goAway(timeLeftMs: Int64)
  /// A new handle, or none while the session cannot be resumed. `lastIndex` counts client messages, the setup being 0.
  case sessionResumptionUpdate(handle: String?, lastIndex: Int?)
  case voiceActivity(started: Bool, offsetMs: Int64)

  package struct FunctionCall: Equatable, Sendable {
    /// Nil for models that do not number their calls.
    package var id: String?
    package var name: String
    /// A JSON object, verbatim.
    package var arguments: String

    package init(id: String?, name: String, arguments: String) {
      self.id = id
      self.name = name
      self.arguments = arguments
    }
  }
}
