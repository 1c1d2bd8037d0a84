/// A message from a client that has passed every check.
package enum ClientMessage: Equatable, Sendable {
  case setup(SetupMessage)
  case clientContent(ClientContentMessage)
  case realtimeInput(RealtimeInputMessage)
  case toolResponse(ToolResponseMessage)
  case contextUpdate(ContextUpdateMessage)
}

/// `clientContent`: history in order, and whether to answer now.
package struct ClientContentMessage: Equatable, Sendable {
  package var turns: [Content]
  package var turnComplete: Bool

  package init(turns: [Content], turnComplete: Bool) {
    self.turns = turns
    self.turnComplete = turnComplete
  }
}

/// `realtimeInput`: one thing that the user just said, showed or typed.
package enum RealtimeInputMessage: Equatable, Sendable {
  case audio(MediaBlob)
  case video(MediaBlob)
  /// The deprecated spelling of both.
  case mediaChunks([MediaBlob])
  case text(String)
  case audioStreamEnd
  case activityStart
  case activityEnd
}

/// `toolResponse`: results of functions.
package struct ToolResponseMessage: Equatable, Sendable {
  package enum Scheduling: String, Equatable, Sendable {
    case interrupt = "INTERRUPT"
    case whenIdle = "WHEN_IDLE"
    case silent = "SILENT"
  }

  package struct Result: Equatable, Sendable {
    package var id: String?
    package var name: String?
    /// What to say about it: the `output` or `error` in it, or all of it as JSON.
    package var output: String
    package var isError: Bool
    package var scheduling: Scheduling?

    package init(
      id: String?, name: String?, output: String, isError: Bool = false, scheduling: Scheduling? = nil
    ) {
      self.id = id
      self.name = name
      self.output = output
      self.isError = isError
      self.scheduling = scheduling
    }
  }

  package var results: [Result]

  package init(results: [Result]) {
    self.results = results
  }
}

/// `contextUpdate`: new instructions, new tools, or both. Nil leaves a field as it is.
package struct ContextUpdateMessage: Equatable, Sendable {
  package var systemInstruction: String?
  package var tools: ToolSet?

  package init(systemInstruction: String? = nil, tools: ToolSet? = nil) {
    self.systemInstruction = systemInstruction
    self.tools = tools
  }
}
