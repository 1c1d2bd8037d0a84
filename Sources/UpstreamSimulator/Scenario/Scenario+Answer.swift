/// What the model does.
extension Scenario {
  /// Begins the answer that is wanted, unless one is under way.
  mutating func answerIfFree(atMs now: Int64) -> [ScenarioAction] {
    guard answer.isIdle, answerIsWanted || !lateResults.isEmpty else { return [] }
    promptTokens = memory.tokens + .ofText(setup.systemInstruction ?? "") + .ofText(bytes: setup.tools.byteCount)
    let start = now + configuration.answerDelayMs
    if !lateResults.isEmpty {
      // The results join the context; a turn that waits behind them comes next.
      say([.words(lateResults.joined(separator: " "))], fromMs: start)
      lateResults = []
    } else {
      answerIsWanted = false
      let interlocutor = Interlocutor(
        instruction: setup.systemInstruction, tools: setup.tools, modality: setup.modality)
      switch interlocutor.reply(to: memory, hearing: heard) {
      case .say(let utterances): say(utterances, fromMs: start)
      case .call(let calls):
        answerIsRemembered = false
        answer.begun(calls.map { numbered($0) }, atMs: start)
      }
      heard = nil
    }
    // While it generates, the session cannot be resumed.
    return setup.resumption == nil ? [] : [.send(.sessionResumptionUpdate(handle: nil, lastIndex: nil))]
  }

  private mutating func say(_ utterances: [Utterance], fromMs start: Int64) {
    answerIsRemembered = false
    answer.begun(
      Delivery(
        utterances, modality: setup.modality, transcribes: setup.transcribesOutput, chunkMs: configuration.chunkMs),
      atMs: start)
  }

  private mutating func numbered(_ call: Reply.Call) -> ServerMessage.FunctionCall {
    callCount += 1
    return ServerMessage.FunctionCall(
      id: traits.numbersCalls ? "call-\(sessionID)-\(callCount)" : nil, name: call.name, arguments: call.arguments)
  }

  mutating func answerMoved(_ event: Answer.Event, atMs now: Int64) -> [ScenarioAction] {
    switch event {
    case .send(let message): return [.send(message)]
    case .call(let calls): return called(calls, atMs: now)
    case .generated:
      rememberAnswer()
      return [.send(.generationComplete)]
    case .ended: return turnCompleted(atMs: now)
    }
  }

  private mutating func called(_ calls: [ServerMessage.FunctionCall], atMs now: Int64) -> [ScenarioAction] {
    let blocks = calls.contains { setup.tools.function(named: $0.name)?.blocks ?? traits.blocksOnCalls }
    desk.called(calls, blocks: blocks)
    memory.append(Content(role: .model, text: calls.map { $0.name + $0.arguments }.joined(separator: " ")))
    answerIsRemembered = true
    let call = [ScenarioAction.send(.toolCall(calls))]
    guard !blocks || configuration.completesTurnAtToolCall else { return call }
    let cost = answerCost(of: calls)
    if !blocks { answer.turnLeft() }
    let flags: [ScenarioAction] = [
      .send(.generationComplete), .send(.turnComplete(Usage(prompt: promptTokens, answer: cost))),
    ]
    return call + flags + (blocks ? [] : answerIfFree(atMs: now))
  }

  private func answerCost(of calls: [ServerMessage.FunctionCall]) -> TokenCount {
    calls.reduce(TokenCount()) { $0 + .ofText($1.name + $1.arguments) }
  }

  mutating func resultsReceived(_ message: ToolResponseMessage, atMs now: Int64) -> [ScenarioAction] {
    switch desk.answered(message.results) {
    case .waiting, .ignored: return []
    case .unknown: return close(.notFound)
    case .complete(let words):
      let sentence = remember(results: words)
      say([.words(sentence)], fromMs: now + configuration.answerDelayMs)
      return []
    case .late(let words, let scheduling):
      let sentence = remember(results: words)
      switch scheduling {
      case .silent: return []
      case .whenIdle:
        lateResults.append(sentence)
        return answerIfFree(atMs: now)
      case .interrupt:
        lateResults.append(sentence)
        guard answer.interrupted(atMs: now, tailMs: configuration.interruptionTailMs) else {
          return answerIfFree(atMs: now)
        }
        rememberAnswer()
        return [.send(.interrupted)]
      }
    }
  }

  private mutating func remember(results: [String]) -> String {
    let sentence = results.joined(separator: " ")
    memory.appendResult(sentence)
    return sentence
  }

  /// What the model has said becomes history, once, also where it was cut short or had not begun.
  mutating func rememberAnswer() {
    guard !answerIsRemembered else { return }
    answerIsRemembered = true
    let spoken = answer.spoken
    if spoken.audioMs > 0 {
      memory.appendSpeech(spoken.text, by: .model, lastingMs: spoken.audioMs)
    } else {
      memory.append(Content(role: .model, text: spoken.text))
    }
  }

  private mutating func turnCompleted(atMs now: Int64) -> [ScenarioAction] {
    var actions: [ScenarioAction] = [
      .send(.turnComplete(Usage(prompt: promptTokens, answer: answer.spoken.tokens)))
    ]
    if let resumption = setup.resumption {
      handleCount += 1
      let handle = "\(sessionID)-\(handleCount)"
      let index = resumption.isTransparent ? messageCount - 1 : nil
      actions += [.keep(memory, handle: handle), .send(.sessionResumptionUpdate(handle: handle, lastIndex: index))]
    }
    return actions + answerIfFree(atMs: now)
  }
}
