/// What the user does.
extension Scenario {
  /// Appends to the history; interrupts whatever runs; answers if told to.
  mutating func contentReceived(_ message: ClientContentMessage, atMs now: Int64) -> [ScenarioAction] {
    guard message.turnComplete || !message.turns.isEmpty else { return [] }
    let actions = cutIn(atMs: now)
    for turn in message.turns { memory.append(turn) }
    if message.turnComplete { answerIsWanted = true }
    return actions + answerIfFree(atMs: now)
  }

  mutating func inputReceived(_ message: RealtimeInputMessage, atMs now: Int64) -> [ScenarioAction] {
    switch message {
    case .audio(let blob): return audioArrived(blob, atMs: now)
    case .video: return pictureArrived()
    case .mediaChunks(let blobs):
      var actions: [ScenarioAction] = []
      for blob in blobs { actions += blob.isPicture ? pictureArrived() : audioArrived(blob, atMs: now) }
      return actions
    case .text(let text): return textArrived(text, atMs: now)
    case .audioStreamEnd: return microphone.streamEnded().map { speechChanged($0, atMs: now) } ?? []
    case .activityStart: return activityStarted(atMs: now)
    case .activityEnd: return activityEnded(atMs: now)
    }
  }

  private mutating func audioArrived(_ blob: MediaBlob, atMs now: Int64) -> [ScenarioAction] {
    guard let rate = blob.pcmRate else { return close(.invalidArgument) }
    if !setup.detection.isAutomatic, microphone.isSpeaking, !blob.bytes.isEmpty { activityHasContent = true }
    var actions: [ScenarioAction] = []
    for event in microphone.audioArrived(blob.bytes, rate: rate) { actions += speechChanged(event, atMs: now) }
    return actions
  }

  private mutating func pictureArrived() -> [ScenarioAction] {
    memory.append(Content(role: .user, text: "", mediaCount: 1))
    return []
  }

  /// Typed text is activity like speech; inside an open activity it is part of that turn.
  private mutating func textArrived(_ text: String, atMs now: Int64) -> [ScenarioAction] {
    if !setup.detection.isAutomatic, microphone.isSpeaking {
      memory.append(Content(role: .user, text: text))
      activityHasContent = true
      return []
    }
    let actions = setup.activityInterrupts ? cutIn(atMs: now) : []
    memory.append(Content(role: .user, text: text))
    answerIsWanted = true
    return actions + answerIfFree(atMs: now)
  }

  private mutating func activityStarted(atMs now: Int64) -> [ScenarioAction] {
    guard microphone.activityStarted() else {
      return close(.invalidArgument("an activity is open already."))
    }
    activityHasContent = false
    return setup.activityInterrupts ? cutIn(atMs: now) : []
  }

  private mutating func activityEnded(atMs now: Int64) -> [ScenarioAction] {
    guard let speech = microphone.activityEnded() else {
      return close(.invalidArgument("no activity is open."))
    }
    // An activity without content only interrupts; there is nothing to answer.
    guard activityHasContent else { return [] }
    return speech.samples.isEmpty ? turnEnded(atMs: now) : speechEnded(speech, atMs: now)
  }

  private mutating func speechChanged(_ event: Microphone.Event, atMs now: Int64) -> [ScenarioAction] {
    switch event {
    case .started(let offset):
      let signal: [ScenarioAction] =
        setup.signalsActivity ? [.send(.voiceActivity(started: true, offsetMs: offset))] : []
      return signal + (setup.activityInterrupts ? cutIn(atMs: now) : [])
    case .ended(let speech, let offset):
      let signal: [ScenarioAction] =
        setup.signalsActivity ? [.send(.voiceActivity(started: false, offsetMs: offset))] : []
      return signal + speechEnded(speech, atMs: now)
    }
  }

  private mutating func speechEnded(_ speech: UserSpeech, atMs now: Int64) -> [ScenarioAction] {
    let words = "(\(speech.length) of speech)"
    memory.appendSpeech(words, by: .user, lastingMs: speech.durationMs)
    heard = speech
    let transcript: [ScenarioAction] =
      setup.transcribesInput
      ? [.send(.inputTranscription(words, finished: configuration.marksFinishedTranscripts))] : []
    return transcript + turnEnded(atMs: now)
  }

  private mutating func turnEnded(atMs now: Int64) -> [ScenarioAction] {
    answerIsWanted = true
    return answerIfFree(atMs: now)
  }

  /// The user interrupts: speech, typed text, an activity or content.
  private mutating func cutIn(atMs now: Int64) -> [ScenarioAction] {
    guard answer.isCalling else {
      guard answer.interrupted(atMs: now, tailMs: configuration.interruptionTailMs) else { return [] }
      rememberAnswer()
      return [.send(.interrupted)]
    }
    let ids = desk.blockingCallsCancelled()
    let cancellation: [ScenarioAction] = ids.isEmpty ? [] : [.send(.toolCallCancellation(ids: ids))]
    if configuration.completesTurnAtToolCall {
      answer.turnLeft()
      return cancellation
    }
    _ = answer.interrupted(atMs: now, tailMs: configuration.interruptionTailMs)
    return cancellation + [.send(.interrupted)]
  }
}
