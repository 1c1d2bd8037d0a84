/// What the shell does for a call, in order. Plain values: the shell has the sockets.
package enum Effect: Equatable, Sendable {
  /// A complete text message.
  case send(to: Side, [UInt8])
  /// A splice of the message just received.
  case relay(to: Side, Splice)
  /// Open a connection to the upstream; the shell chooses the deployment and tells the outcome.
  case dialUpstream(Destination)
  /// Close the upstream connection, or give up dialling.
  case closeUpstream
  /// Open a connection of its own for an aside, to where the conversation's leads; the shell tells the outcome.
  case dialAside(AsideID)
  /// Close it, or give up dialling; nothing that it still says is heard.
  case closeAside(AsideID)
  /// Close the client's connection once everything queued has left.
  case closeClient(code: UInt16, reason: String)
  /// Reset the client's connection: it does not read.
  case resetClient
  case pauseReading(Side)
  case resumeReading(Side)
  case log(LogLine)
}

/// What the core asks of the shell for one input.
package enum Reaction: Equatable, Sendable {
  case nothing
  /// The plain audio frame: one splice, nothing else.
  case relay(to: Side, Splice)
  case perform([Effect])

  /// The same as a list.
  var effects: [Effect] {
    switch self {
    case .nothing: []
    case .relay(let side, let splice): [.relay(to: side, splice)]
    case .perform(let effects): effects
    }
  }
}

/// A line for the log: a static message, data beside it. No transcript, key or token.
package struct LogLine: Equatable, Sendable {
  package enum Level: Equatable, Sendable {
    case debug
    case info
    case warning
  }
  package var level: Level
  package var message: String
  package var metadata: [String: String]

  package init(_ level: Level, _ message: String, _ metadata: [String: String] = [:]) {
    self.level = level
    self.message = message
    self.metadata = metadata
  }
}
