/// Deadlines. The shell keeps one timer per call, set to `deadline`; every wait of every machine ends here.
extension Session {
  /// Monotonic ms of the earliest deadline; `Int.max` if the call is over.
  package var deadline: Int {
    guard !isEnded else { return .max }
    var earliest = min(begunAt.after(settings.sessionMaximum), lastActivity + settings.sessionIdle)
    earliest = min(earliest, linkDeadline)
    earliest = min(earliest, turnDeadline)
    earliest = min(earliest, inputTranscript?.deadline ?? .max)
    earliest = min(earliest, tail.deadline)
    earliest = min(earliest, answerDeadline)
    earliest = min(earliest, toolCalls.deadline(wait: settings.toolWait))
    earliest = min(earliest, holding?.deadline(wait: settings.toolWait) ?? .max)
    earliest = min(earliest, triggerDeadline, idleDeadline)
    earliest = min(earliest, asides.deadline(settings))
    earliest = min(earliest, unanswered?.deadline ?? .max)
    return min(earliest, presence.deadline, stallDeadline)
  }

  /// Time has passed: everything whose deadline is reached happens now, in the order of this list.
  package mutating func timePassed(to now: Moment) {
    guard !isEnded else { return }
    tail.timePassed(to: now.ms)
    linkTimePassed(at: now)
    if let said = inputTranscript, now.ms >= said.deadline { completeInputTranscript() }
    if let late = unanswered, now.ms >= late.deadline { unanswered = nil }
    if now.ms >= turnDeadline { closeQuietTurn(at: now) }
    toolTimePassed(at: now)
    if now.ms >= answerDeadline { answerTimePassed(at: now) }
    asideTimePassed(at: now)
    fireTrigger(at: now)
    if now.ms >= idleDeadline { userStayedSilent(at: now) }
    endIfDue(at: now)
    followUp(at: now)
  }

  /// Between two connections, of either side, nobody can say what was heard: the turn waits.
  private var turnDeadline: Int {
    link.isMoving || presence.isAway ? .max : turn.deadline(silenceMs: effective.turnDetection?.silenceMs ?? 0)
  }

  private var triggerDeadline: Int {
    guard let trigger = pending.trigger, !turn.isOpen, asides.speaking == nil else { return .max }
    switch answer.phase {
    case .none, .generated: return trigger.due
    case .awaited, .open: return .max
    }
  }

  // MARK: The answer

  private var answerDeadline: Int {
    switch answer.phase {
    case .none: return .max
    case .awaited: return !link.isOpen ? .max : min(watchdogDeadline, creditDeadline)
    case .open: return watchdogDeadline
    case .generated: return generatedDeadline
    }
  }

  /// Silence is the upstream's only while it is read, and while nothing is kept from the client.
  private var watchdogDeadline: Int {
    guard flow.clientStalledSince == nil, holding?.hasContent != true else { return .max }
    return answer.lastContent + settings.watchdog
  }

  /// A create that took the credit of a spoken turn does not wait for ever for that turn's answer.
  private var creditDeadline: Int {
    guard answer.isClaimed, case .speech(let speechEnd) = answer.expectation?.cause else { return .max }
    return speechEnd + max(settings.creditTimeout, effective.turnDetection?.silenceMs ?? 0)
  }

  private var partDeadline: Int {
    guard let part = answer.part, !part.isClosed else { return .max }
    return max(answer.generatedAt, answer.lastTranscript) + settings.transcriptQuiet
  }

  private var generatedDeadline: Int {
    guard let part = answer.part else { return answer.generatedAt + settings.emptyTextWait }
    switch part.modality {
    case .text, .likeTheTurn:
      return part.text.isEmpty ? answer.generatedAt + settings.emptyTextWait : partDeadline
    case .audio:
      return min(partDeadline, playbackDeadline)
    }
  }

  private var playbackDeadline: Int {
    max(playback.estimatedEnd ?? answer.generatedAt, answer.generatedAt) + settings.playbackGrace
  }

  private mutating func answerTimePassed(at now: Moment) {
    switch answer.phase {
    case .none: break
    case .awaited:
      if now.ms >= watchdogDeadline { upstreamStayedSilent(at: now) } else { becomeNormalCreate(at: now) }
    case .open: upstreamStayedSilent(at: now)
    case .generated:
      switch answer.part?.modality {
      case .text, .likeTheTurn, nil: finishAnswer(.completed, at: now)
      case .audio:
        closePart(.completed)
        if now.ms >= playbackDeadline { finishAnswer(.completed, at: now) }
      }
    }
  }

  /// The upstream takes input and stays silent: another connection is tried, once.
  private mutating func upstreamStayedSilent(at now: Moment) {
    out.log(
      .warning, "The upstream stayed silent while an answer was awaited", ["ms": String(now.ms - answer.lastContent)])
    if link.isOpen, answer.repeats == 0 { leaveConnection(at: now) } else { giveUpAnswer(at: now) }
  }

  /// What was awaited is forgotten, a response fails.
  mutating func giveUpAnswer(at now: Moment) {
    let seconds = 2 * settings.watchdog / 1_000
    finishAnswer(
      .failed(
        Fault(
          .server, code: "server_error", "The model sent nothing for \(seconds) s. Ask again or start a new session.")),
      at: now)
    answer.forgotten()
  }

  // MARK: The call

  /// A client that is away reads nothing; how long, `presence` says.
  private var stallDeadline: Int {
    presence.isAway
      ? flow.upstreamDeadline(stall: settings.clientStall) : flow.deadline(stall: settings.clientStall)
  }

  /// ms in words: `60 minutes`, `90 s`.
  private static func words(_ ms: Int) -> String {
    ms >= 120_000 && ms.isMultiple(of: 60_000) ? "\(ms / 60_000) minutes" : "\(ms / 1_000) s"
  }

  private mutating func endIfDue(at now: Moment) {
    if now.ms >= begunAt.after(settings.sessionMaximum) {
      let longest = Self.words(settings.sessionMaximum)
      return end(
        with: Fault(.sessionExpired, code: "session_expired", "Your session hit the maximum duration of \(longest)."),
        code: 1001)
    }
    if now.ms >= lastActivity + settings.sessionIdle {
      let wait = Self.words(settings.sessionIdle)
      return end(
        with: Fault(.invalidRequest, code: "session_idle", "Nothing was sent for \(wait); connect again to go on."),
        code: 1001)
    }
    if now.ms >= presence.deadline { return clientStayedAway(at: now) }
    guard now.ms >= stallDeadline else { return }
    if flow.clientStalledSince != nil, !presence.isAway {
      end(
        with: Fault(
          .invalidRequest, code: "client_too_slow",
          "This client did not read for \(settings.clientStall / 1_000) s while the answer piled up."), code: 1008)
      out.add(.resetClient)
    } else {
      end(with: Fault(.server, code: "server_error", "The model's service stopped reading."), code: 1011)
    }
  }
}
