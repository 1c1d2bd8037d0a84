import ByteJSON

/// Plays one connection: its script, and the conversation where the script calls for it. A value, like `Scenario`.
///
///     running ──expect──► expecting ──match──┐
///        ▲ ├────wait────► waiting ───time────┤
///        │ ├─send_audio─► sending ──all out──┤
///        │ └──converse──► conversing ──turns─┤
///        └───────────────────────────────────┘      (no step left, or hang: over)
///
/// What the client sends meanwhile waits in a queue for the step that looks at it.
package struct ScriptPlayer: Sendable {
  struct Received {
    var node: JSONNode
    /// Nil for what a lenient script lets pass.
    var message: ClientMessage?
    /// What the handle of a setup stands for.
    var memory: SessionMemory?
  }

  enum Stage {
    case running
    case expecting(JSONPattern, isNext: Bool, untilMs: Int64)
    case waiting(untilMs: Int64)
    case sending(AudioRun)
    case conversing(turnsLeft: Int?, untilMs: Int64?)
    case over
    case closed
  }

  /// Messages that may wait for their step, and their bytes.
  static let inboxLimit = 20_000
  static let inboxByteLimit = 64 << 20

  let script: Script.Connection
  let fileName: String
  let configuration: SimulatorConfiguration
  let surface: Surface
  let sessionID: String
  let openedMs: Int64
  var reader: ClientMessageReader
  var stage = Stage.running
  /// The conversation while `stage` is `conversing`. Beside the stage, since taking it out and putting it back for each
  /// message would copy the sound in it.
  var scenario: Scenario?
  var nextStep = 0
  var inbox: ArraySlice<Received> = []
  var inboxBytes = 0
  package private(set) var tally = AudioTally()
  /// The setup that the script itself has consumed.
  var setup: SetupMessage?

  /// - Parameters:
  ///   - fileName: of the script, for messages about it.
  ///   - sessionID: see `Scenario`.
  package init(
    _ script: Script.Connection, fileName: String, _ configuration: SimulatorConfiguration, surface: Surface,
    apiVersion: String, sessionID: String, openedAtMs now: Int64
  ) {
    self.script = script
    self.fileName = fileName
    self.configuration = configuration
    self.surface = surface
    self.sessionID = sessionID
    openedMs = now
    reader = ClientMessageReader(surface: surface, apiVersion: apiVersion, knownModels: configuration.knownModels)
  }

  /// When `timePassed` has something to do; nil if never.
  package var deadlineMs: Int64? {
    let end = openedMs + configuration.connectionLifeMs
    switch stage {
    case .closed: return nil
    case .running, .over: return end
    case .expecting(_, _, let time), .waiting(let time): return min(end, time)
    case .sending(let run): return min(end, run.dueMs)
    case .conversing(_, let until): return min(scenario?.deadlineMs ?? end, until ?? end)
    }
  }

  /// One WebSocket message, text or binary. `memory` finds what a resumption handle stands for.
  package mutating func received(
    _ bytes: [UInt8], memory: (String) -> SessionMemory?, atMs now: Int64
  ) -> [PlayerAction] {
    if case .closed = stage { return [] }
    do {
      let node = try ClientMessageReader.parse(bytes)
      try take(node, memory)
    } catch {
      return script.isLenient ? [] : end([.close(error)])
    }
    let actions = advance(toMs: now)
    if case .closed = stage { return actions }
    if inbox.isEmpty { inboxBytes = 0 }
    guard inbox.count <= Self.inboxLimit, inboxBytes <= Self.inboxByteLimit else {
      return actions + fail("too many messages wait for the script")
    }
    return actions
  }

  /// Everything that is due by now; called once when the connection opens.
  package mutating func timePassed(toMs now: Int64) -> [PlayerAction] {
    advance(toMs: now)
  }

  private mutating func take(_ node: JSONNode, _ memory: (String) -> SessionMemory?) throws(Refusal) {
    var received = Received(node: node)
    do {
      received.message = try reader.read(node)
    } catch {
      guard script.isLenient else { throw error }
    }
    if let message = received.message { tally.received(message) }
    if case .setup(let setup) = received.message, let handle = setup.resumption?.handle {
      received.memory = memory(handle)
    }
    // Behind the script's end nobody looks any more.
    if case .over = stage { return }
    inbox.append(received)
    inboxBytes += node.message.count
  }

  mutating func end(_ actions: [PlayerAction]) -> [PlayerAction] {
    stage = .closed
    inbox = []
    return actions
  }

  /// The script and the client disagree.
  mutating func fail(_ problem: String) -> [PlayerAction] {
    let line = nextStep > 0 && nextStep <= script.steps.count ? script.steps[nextStep - 1].line : 0
    let text = "\(fileName):\(line): \(problem)"
    return end([.failed(text), .close(Refusal(code: 1011, reason: text))])
  }
}
