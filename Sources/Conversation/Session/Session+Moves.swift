private import VoiceAudio

/// When a call goes to another connection, and what that one is told (semantics 2 and 8).
extension Session {
  /// Nothing runs, waits or is owed: the connection can be left without anybody noticing.
  var isIdle: Bool {
    answer.phase == .none && !isUserHeard && tail.isClear && !toolCalls.isAwaiting && holding == nil
      && pending.trigger == nil && pending.heldCreate == nil
  }

  /// The user speaks. Over an answer no turn begins by that, but what is said must not be lost.
  private var isUserHeard: Bool { turn.isOpen || turnControl == .upstream && detector?.isSpeech == true }

  /// The user may be speaking, and our detector cannot say yet: it has heard too little, or nothing of the call but a
  /// voice. What of it has gone up is told again; silence told twice is no harm.
  private var mayBeHeard: Bool {
    guard turnControl == .upstream, answer.phase != .open else { return false }
    return detector?.hasEvidence == true || detector?.isNew == true && audioMsAtCommit == 0
  }

  /// After anything that happened: amends the connection or leaves it, if there is a reason and the moment has come.
  mutating func followUp(at now: Moment) {
    guard !isEnded, link.hasSetup else { return }
    if link.isOpen, now.ms >= link.leaveBy { return leaveConnection(at: now) }
    // Nothing has gone up yet on this connection: another one costs only its handshake.
    if link.phase == .settingUp, needsConnection, now.ms >= changeDue { return redial() }
    guard isIdle, hasReasonToMove(at: now.ms) else {
      link.becameBusy()
      if now.ms >= changeDue, canAmend { amendIfPossible() }
      return
    }
    link.idled(at: now.ms)
    guard now.ms >= handleDeadline else { return }
    leaveConnection(at: now)
  }

  /// An amendment disturbs nothing now.
  private var canAmend: Bool {
    switch answer.phase {
    case .none, .generated: !needsConnection && !toolCalls.isAwaiting
    case .awaited, .open: false
    }
  }

  /// The connection nears its end, and owes nobody an answer; or it has the wrong setup and no other update follows.
  private func hasReasonToMove(at now: Int) -> Bool {
    link.isOpen && (link.isEnding && unanswered == nil || needsConnection && now >= changeDue)
  }

  /// How long an idle call waits for a handle that knows its last turn.
  private var handleDeadline: Int {
    guard let idle = link.idleSince else { return .max }
    return record.isCovered ? idle : idle + settings.handleWait
  }

  var followUpDeadline: Int {
    guard link.hasSetup, let sent else { return .max }
    guard link.idleSince == nil else { return handleDeadline }
    guard sent.negotiation.setup != negotiation.setup else { return .max }
    switch link.phase {
    case .settingUp: return needsConnection ? changeDue : .max
    case .open: return isIdle || canAmend ? changeDue : .max
    case .dialling, .connected, .pausing: return .max
    }
  }

  // MARK: Between two connections

  /// The connection is gone, with all it knew since the last handle. What the client was promised is kept.
  /// The link has left it already, so that what is said again waits for the next one.
  mutating func connectionEnded(at now: Moment) {
    switch answer.phase {
    case .generated: finishAnswer(.completed, at: now)
    case .open: finishAnswer(.incomplete(nil), at: now)
    case .awaited, .none: break
    }
    discardHeldContent(at: now)
    amendRecord()
    // No connection to come will say that the user cut in: our own detector must hear it.
    playback.stopped()
    tail.settled()
    hasOwnContext = false
    orphanTools()
    if answer.phase == .awaited {
      if answer.repeats >= settings.answerRepeats { giveUpAnswer(at: now) } else { answer.repeated() }
    }
    recovery = lostWork(at: now)
    replayManualTurn(at: now)
  }

  private mutating func lostWork(at now: Moment) -> Recovery {
    var lost = Recovery(items: record.unknownToHandle)
    let waiting = Set(pending.unsent.map(\.id))
    lost.items.removeAll { waiting.contains($0) }
    if manual.isKept { lost.items.removeAll { $0 == inputTranscript?.itemID } }
    if isUserHeard && turnControl == .upstream || mayBeHeard {
      lost.speech = .open
      lost.olderSpeech = turn.heardAgain(fromMs: audioMs - settings.repeatTurn, at: now.ms)
    }
    if unanswered != nil, lost.speech == .none { lost.speech = .ended }
    guard answer.phase == .awaited else { return lost }
    switch answer.expectation?.cause {
    case .speech where !turn.isOpen:
      lost.speech = .ended
      inputTranscript?.heardAgain()
      lost.items.removeAll { $0 == inputTranscript?.itemID }
    case .speech, nil: break
    case .item, .create: lost.isAsked = !manual.isKept || manual.isOpen
    }
    return lost
  }

  /// Tells a fresh connection what it does not know, asks again for what is awaited, and repeats the user's speech.
  mutating func recover(at now: Moment) {
    guard let lost = recovery else { return }
    recovery = nil
    turn.resumed(at: now.ms)
    var items = seed(lost.items)
    if !lost.olderSpeech.isEmpty {
      let said = Item.Kind.message(role: .user, content: [.inputText(lost.olderSpeech)])
      items.append(Item(id: "", status: .completed, kind: said))
    }
    let asks = lost.isAsked && answer.phase == .awaited
    if asks || !items.isEmpty || capabilities.opensWithHistory {
      out.add(.command(.content(items, generate: asks)))
    }
    switch lost.speech {
    case .none: break
    case .open: out.add(.repeatAudio)
    case .ended:
      guard answer.phase == .awaited || isAnswerPossible(at: now) else { break }
      switch turnControl {
      case .upstream:
        out.add(.repeatAudio)
        out.add(.command(.audioStreamEnd))
      case .client, .gateway:
        out.add(.command(.activityStart(after: [])))
        out.add(.repeatAudio)
        out.add(.command(.activityEnd))
      }
    }
  }

  /// The turn that nobody answered is worth telling this connection, too.
  private mutating func isAnswerPossible(at now: Moment) -> Bool {
    guard turnControl == .upstream, unanswered?.heardAgain(at: now.ms) == true else {
      unanswered = nil
      return false
    }
    return true
  }

  private mutating func seed(_ ids: [String]) -> [Item] {
    let budget = capabilities.contextTokens - Seed.tokens(ofBytes: negotiation.setup.count)
    let seed = Seed(record.items(ids), tokens: budget * 3 / 4)
    if seed.omitted > 0 {
      out.log(
        .warning, "The conversation is longer than the model can keep; its oldest turns are left out",
        ["items": String(seed.omitted)])
    }
    return seed.items
  }

  /// ms of the audio that went up last to be kept, in case that the connection breaks. A turn that waits for its answer is
  /// kept beneath the silence that follows it.
  package var repeatableMs: Int {
    if isUserHeard || mayBeHeard { return settings.repeatTurn }
    guard isAnswerOwed else { return settings.repeatAlways }
    return settings.repeatTurn + min(audioMs - audioMsAtCommit, settings.watchdog)
  }

  /// To a turn of the user's own voice.
  private var isAnswerOwed: Bool {
    guard unanswered == nil else { return true }
    guard answer.phase == .awaited, case .speech = answer.expectation?.cause else { return false }
    return true
  }
}
