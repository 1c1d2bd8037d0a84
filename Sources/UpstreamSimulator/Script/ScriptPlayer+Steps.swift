import ByteJSON

extension ScriptPlayer {
  /// Goes on until the script has to wait for the client or for time.
  mutating func advance(toMs now: Int64) -> [PlayerAction] {
    var actions: [PlayerAction] = []
    while true {
      switch stage {
      case .closed: return actions
      case .running:
        guard nextStep < script.steps.count else {
          stage = .over
          inbox = []
          continue
        }
        nextStep += 1
        actions += begin(script.steps[nextStep - 1].action, atMs: now)
      case .expecting(let pattern, let isNext, let until):
        if let found = search(pattern, isNext: isNext) {
          guard found else { return actions + fail("the next message is not \(pattern.raw.text)") }
          stage = .running
        } else {
          guard now >= until else { return actions }
          return actions + fail("nothing came that matches \(pattern.raw.text)")
        }
      case .waiting(let until):
        guard now >= until else { return actions }
        stage = .running
      case .sending(var run):
        guard now >= run.dueMs else { return actions }
        if let message = run.next() {
          stage = .sending(run)
          actions.append(.send(message.json(for: surface), asText: false))
        } else {
          stage = .running
        }
      case .conversing(let turnsLeft, let until):
        actions += converse(turnsLeft, until, atMs: now)
        if case .conversing = stage { return actions }
      case .over:
        guard now >= openedMs + configuration.connectionLifeMs else { return actions }
        return actions + end([.close(.aborted)])
      }
    }
  }

  private mutating func begin(_ action: ScriptStep.Action, atMs now: Int64) -> [PlayerAction] {
    switch action {
    case .expect(let pattern, let isNext, let within):
      stage = .expecting(pattern, isNext: isNext, untilMs: now + within)
      return []
    case .send(let bytes, let asText): return [.send(bytes, asText: asText)]
    case .sendAudio(let audio):
      stage = .sending(AudioRun(audio, pace: audio.pace ?? configuration.pace, atMs: now))
      guard let transcript = audio.transcript else { return [] }
      return [.send(ServerMessage.outputTranscription(transcript).json(for: surface), asText: false)]
    case .wait(let time):
      stage = .waiting(untilMs: now + time)
      return []
    case .close(let refusal): return end([.close(refusal)])
    case .reset: return end([.reset])
    case .hang:
      stage = .over
      inbox = []
      return []
    case .converse(let turns, let time):
      var scenario = Scenario(configuration, surface: surface, sessionID: sessionID, openedAtMs: openedMs)
      if let setup { scenario.openedByScript(setup) }
      self.scenario = scenario
      stage = .conversing(turnsLeft: turns, untilMs: time.map { now + $0 })
      return []
    }
  }

  /// Takes messages from the queue until one matches. True: found. False: the next one is another. Nil: none left.
  private mutating func search(_ pattern: JSONPattern, isNext: Bool) -> Bool? {
    while let received = inbox.popFirst() {
      if case .setup(let setup) = received.message { self.setup = setup }
      if pattern.matches(received.node) { return true }
      if isNext, received.node.field("realtimeInput")?.field("audio") == nil { return false }
    }
    return nil
  }

  /// Lets the simulated model have the time that has passed and what has come.
  private mutating func converse(_ turnsLeft: Int?, _ until: Int64?, atMs now: Int64) -> [PlayerAction] {
    var actions = scenario?.timePassed(toMs: now) ?? []
    while let received = inbox.popFirst() {
      guard let message = received.message else { continue }
      if case .setup(let setup) = message {
        self.setup = setup
        actions += scenario?.setupReceived(setup, restoring: received.memory, atMs: now) ?? []
      } else {
        actions += scenario?.received(message, atMs: now) ?? []
      }
    }
    var turnsLeft = turnsLeft
    var performed: [PlayerAction] = []
    for action in actions {
      switch action {
      case .keep(let memory, let handle): performed.append(.keep(memory, handle: handle))
      case .close(let refusal): return end(performed + [.close(refusal)])
      case .send(let message):
        performed.append(.send(message.json(for: surface), asText: false))
        if case .turnComplete = message { turnsLeft = turnsLeft.map { $0 - 1 } }
      }
    }
    let isOver = (turnsLeft.map { $0 <= 0 } ?? false) || (until.map { now >= $0 } ?? false)
    stage = isOver ? .running : .conversing(turnsLeft: turnsLeft, untilMs: until)
    return performed
  }
}
