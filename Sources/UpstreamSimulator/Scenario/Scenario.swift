/// One connection as Gemini Live conducts it. A value: messages and the time go in, actions come out, in order.
///
///     awaiting setup ──setup──► setting up ──delay──► open ──goAway … end of life──► closed
///
/// Beside that run three small machines: the `Microphone` (is the user speaking), the `Answer` (is the model), and the
/// `ToolDesk` (whose results are awaited). Here is only what one of them means for the others.
///
/// Times are milliseconds on any clock that does not go back.
package struct Scenario: Sendable {
  enum Phase: Equatable {
    case awaitingSetup(untilMs: Int64)
    case settingUp(untilMs: Int64)
    case open
    case closed
  }

  let configuration: SimulatorConfiguration
  let surface: Surface
  let sessionID: String
  var phase: Phase
  var setup = SetupMessage(model: "")
  var traits: ModelTraits
  var memory = SessionMemory()
  var microphone: Microphone
  var answer: Answer
  var desk = ToolDesk()
  /// What the user has said aloud and the model has not answered.
  var heard: UserSpeech?
  /// Something was said inside the open activity, typed or spoken.
  var activityHasContent = false
  /// A turn waits for the model; it begins when the model is free.
  var answerIsWanted = false
  /// The present answer is in the memory already.
  var answerIsRemembered = false
  /// Results of calls that held nothing up, to be spoken when the model is free.
  var lateResults: [String] = []
  /// The context as the present answer found it.
  var promptTokens = TokenCount()
  var callCount = 0
  var handleCount = 0
  /// Client messages so far, the setup included.
  var messageCount = 0
  private var goAwayMs: Int64?
  private let endMs: Int64

  /// - Parameters:
  ///   - sessionID: goes into `setupComplete`, handles and call ids; unguessable where that matters.
  ///   - now: when the connection was opened.
  package init(
    _ configuration: SimulatorConfiguration, surface: Surface, sessionID: String, openedAtMs now: Int64
  ) {
    self.configuration = configuration
    self.surface = surface
    self.sessionID = sessionID
    phase = .awaitingSetup(untilMs: now + configuration.setupTimeoutMs)
    traits = ModelTraits(model: "", on: surface)
    microphone = Microphone(setup.detection, on: surface, limitMs: configuration.playbackLimitMs)
    answer = Answer(pace: configuration.pace, playbackFactor: configuration.playbackFactor)
    endMs = now + configuration.connectionLifeMs
    let notice = configuration.goAwayNoticeMs
    goAwayMs = notice > 0 ? max(now, endMs - notice) : nil
  }

  /// When `timePassed` has something to do; nil if never.
  package var deadlineMs: Int64? {
    switch phase {
    case .awaitingSetup(let time), .settingUp(let time): min(time, endMs)
    case .open: min(endMs, goAwayMs ?? endMs, answer.deadlineMs ?? endMs)
    case .closed: nil
    }
  }

  /// Everything that is due by now, each thing as if at its own time.
  package mutating func timePassed(toMs now: Int64) -> [ScenarioAction] {
    var actions: [ScenarioAction] = []
    while let time = deadlineMs, time <= now {
      if endMs <= time { return actions + close(.aborted) }
      switch phase {
      case .closed: return actions
      case .awaitingSetup: return actions + close(.deadlineExceeded)
      case .settingUp:
        phase = .open
        actions.append(.send(.setupComplete(sessionID: sessionID)))
      case .open: actions += openTimePassed(toMs: time)
      }
    }
    return actions
  }

  private mutating func openTimePassed(toMs time: Int64) -> [ScenarioAction] {
    if let goAway = goAwayMs, goAway <= time {
      goAwayMs = nil
      return [.send(.goAway(timeLeftMs: endMs - time))]
    }
    guard let event = answer.timePassed(toMs: time) else { return [] }
    return answerMoved(event, atMs: time)
  }

  /// The first message. `memory` is what the handle in it stands for, nil if nothing is kept under it.
  package mutating func setupReceived(
    _ message: SetupMessage, restoring memory: SessionMemory?, atMs now: Int64
  ) -> [ScenarioAction] {
    guard case .awaitingSetup = phase else { return close(.invalidArgument) }
    messageCount += 1
    if message.resumption?.handle != nil {
      guard let memory else { return close(.sessionNotFound) }
      self.memory = memory
    }
    accept(message)
    phase = .settingUp(untilMs: now + configuration.setupDelayMs)
    return timePassed(toMs: now)
  }

  /// A script has conducted the connection so far, and hands it over with this setup.
  mutating func openedByScript(_ message: SetupMessage) {
    accept(message)
    messageCount += 1
    phase = .open
  }

  private mutating func accept(_ message: SetupMessage) {
    setup = message
    traits = ModelTraits(model: message.modelName, on: surface)
    microphone = Microphone(message.detection, on: surface, limitMs: configuration.playbackLimitMs)
  }

  /// Any message but the first.
  package mutating func received(_ message: ClientMessage, atMs now: Int64) -> [ScenarioAction] {
    var actions = timePassed(toMs: now)
    switch phase {
    case .closed: return actions
    case .awaitingSetup, .settingUp:
      // Google's documentation asks the client to wait for setupComplete.
      return actions + close(.invalidArgument("nothing may be sent before setupComplete."))
    case .open: messageCount += 1
    }
    switch message {
    case .setup: actions += close(.invalidArgument)
    case .clientContent(let message): actions += contentReceived(message, atMs: now)
    case .realtimeInput(let message): actions += inputReceived(message, atMs: now)
    case .toolResponse(let message): actions += resultsReceived(message, atMs: now)
    case .contextUpdate(let message):
      setup.systemInstruction = message.systemInstruction ?? setup.systemInstruction
      setup.tools = message.tools ?? setup.tools
    }
    return actions + timePassed(toMs: now)
  }

  /// The message cannot be accepted.
  package mutating func refused(_ refusal: Refusal) -> [ScenarioAction] {
    close(refusal)
  }

  mutating func close(_ refusal: Refusal) -> [ScenarioAction] {
    phase = .closed
    return [.close(refusal)]
  }
}
