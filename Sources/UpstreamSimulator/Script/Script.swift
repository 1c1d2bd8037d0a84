/// What the simulator shall do, connection by connection. `docs/simulator.md` describes the file.
package struct Script: Equatable, Sendable {
  /// How the upgrade request is answered.
  package enum Handshake: Equatable, Sendable {
    case accept
    case refuse(GoogleHTTPError)
    /// No answer at all.
    case hang
  }

  package struct Connection: Equatable, Sendable {
    package var handshake = Handshake.accept
    /// Messages are not judged; the script alone says what is wrong.
    package var isLenient = false
    /// Every later connection is played like this one.
    package var repeats = false
    /// Nil: the network is as it is.
    package var network: NetworkFaults?
    package var steps: [ScriptStep] = []

    package init() {}

    /// No script: the simulated model talks.
    package static var conversation: Connection {
      var connection = Connection()
      connection.steps = [ScriptStep(line: 0, action: .converse(turns: nil, forMs: nil))]
      return connection
    }
  }

  /// For error messages.
  package var fileName: String
  package var connections: [Connection]

  package init(fileName: String, connections: [Connection]) {
    self.fileName = fileName
    self.connections = connections
  }

  /// Every connection is a conversation.
  package static let conversation = Script(fileName: "", connections: [])

  /// How the connection of that number is played, the first being 0. Behind the script's end comes conversation, or
  /// the last connection once more if it repeats.
  package func connection(_ number: Int) -> Connection {
    if number < connections.count { return connections[number] }
    guard let last = connections.last, last.repeats else { return .conversation }
    return last
  }
}

/// One line of a script.
package struct ScriptStep: Equatable, Sendable {
  package enum Action: Equatable, Sendable {
    /// Waits for a message; with `isNext`, the first one that is not audio must match.
    case expect(JSONPattern, isNext: Bool, withinMs: Int64)
    case send([UInt8], asText: Bool)
    case sendAudio(ScriptedAudio)
    case wait(ms: Int64)
    case close(Refusal)
    /// Ends the TCP connection with a reset.
    case reset
    /// Answers nothing any more; the connection stays open.
    case hang
    /// The simulated model takes over, for so many turns or so long; nil is for good.
    case converse(turns: Int?, forMs: Int64?)
  }

  /// Line in the file, the first being 1.
  package var line: Int
  package var action: Action

  package init(line: Int, action: Action) {
    self.line = line
    self.action = action
  }
}

/// Audio that a script sends.
package struct ScriptedAudio: Equatable, Sendable {
  /// PCM16 little-endian, mono.
  package var samples: [UInt8]
  package var rate: Int
  package var chunkMs: Int
  /// As in `SimulatorConfiguration`; nil takes the value from there.
  package var pace: Double?
  /// Sent as an output transcript before the audio.
  package var transcript: String?

  package init(samples: [UInt8], rate: Int, chunkMs: Int, pace: Double? = nil, transcript: String? = nil) {
    self.samples = samples
    self.rate = rate
    self.chunkMs = chunkMs
    self.pace = pace
    self.transcript = transcript
  }
}
