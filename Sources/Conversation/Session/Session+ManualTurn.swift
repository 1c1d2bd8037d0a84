private import VoiceAudio

/// Turns that the upstream does not find by itself: the client ends them, or the gateway's detector (semantics 4, 6).
extension Session {
  /// Who finds the user's turns now.
  package var turnControl: TurnControl { effective.turnControl }

  /// The bridge keeps these samples of the user (PCM16 at the session's input rate); `dropped` bytes of older ones had
  /// to go.
  package mutating func audioKept(_ samples: RawSpan, dropped: (uncommitted: Int, waiting: Int), at now: Moment) {
    guard begin(at: now) else { return }
    let format = AudioFormat.pcm16(rate: effective.inputFormat.rate)
    tally.audioBytesIn += samples.byteCount
    tally.heldAudioDroppedMs += format.milliseconds(ofBytes: dropped.waiting)
    link.setupBecameDue()
    switch turnControl {
    case .client:
      tally.heldAudioDroppedMs += format.milliseconds(ofBytes: dropped.uncommitted)
      manual.appended(bytes: samples.byteCount)
      manual.dropped(bytes: dropped.uncommitted)
      audioMs += format.milliseconds(ofBytes: samples.byteCount)
    case .gateway:
      lastAppend = now.ms
      hearByOurselves(samples, at: now)
    case .upstream: break
    }
    takeSetup(at: now)
  }

  /// So much audio of the user's turn, in so many messages, waits for an upstream that is not there yet.
  package mutating func keptAudioHeld(ms: Int, messages: Int) {
    guard messages > 0 else { return }
    let dropped = link.audioHeld(ms: ms, messages: messages, limit: settings.manualAudio)
    guard dropped.count > 0 else { return }
    tally.heldAudioDroppedMs += dropped.ms
    out.add(.dropHeldAudio(count: dropped.count))
  }

  private mutating func keep(_ change: KeptAudio.Change) { out.add(.keptAudio(change)) }

  // MARK: The client ends the turn

  /// `input_audio_buffer.commit` under manual turns.
  mutating func commitByClient(eventID: String?, at now: Moment) {
    let ms = AudioFormat.pcm16(rate: effective.inputFormat.rate).milliseconds(ofBytes: manual.uncommittedBytes)
    guard ms >= 100 else { return fail(.emptyCommit(ms: ms, eventID: eventID)) }
    if manual.hasLostStart {
      fail(
        Fault(
          .invalidRequest, code: "input_audio_buffer_overflow",
          "The audio buffer was not committed for over \(settings.manualAudio / 1_000) s: its beginning is lost, and "
            + "the rest was committed. Commit earlier.", eventID: eventID))
    }
    discardHeldContent(at: now)
    finishGenerated(at: now)
    keep(.commit(lastMs: nil))
    manual.committed(items: pending.unsent.count)
    commit(
      itemID: identifiers.next("item"), transcript: TranscriptAccumulator(style: capabilities.transcriptStyle),
      audioMs: ms, speechEnd: now.ms, awaitsAnswer: false, at: now)
    sendWaitingTurn(at: now)
    takeSetup(at: now)
  }

  mutating func clearByClient() {
    manual.cleared()
    keep(.clearUncommitted)
  }

  // MARK: The gateway's detector ends the turn

  private mutating func hearByOurselves(_ samples: RawSpan, at now: Moment) {
    let isAnswering = answer.phase == .open || playback.isSpoken(at: now.ms)
    detector?.isRaised = isAnswering
    let before = detector?.lastSpeechMs
    let events = detector?.hear(samples) ?? []
    audioMs = heardSince + (detector?.heardMs ?? 0)
    let isSpoken = detector?.lastSpeechMs != before
    if isSpoken { turn.heard(positionMs: heardSince + (detector?.lastSpeechMs ?? 0), at: now.ms) }
    for event in events {
      switch event {
      case .started(let ms): beginOurTurn(startMs: heardSince + ms, at: now)
      case .stopped: endOurTurn(at: now)
      }
    }
    // After a commit in the middle of speech, what follows is another turn.
    if isSpoken, detector?.isSpeech == true {
      beginOurTurn(startMs: heardSince + (detector?.lastSpeechMs ?? 0), at: now)
    }
    guard turn.isOpen else { return keep(.trim(toMs: settings.preRoll)) }
    keep(.commit(lastMs: nil))
    manual.committed(items: 0)
    sendWaitingTurn(at: now)
  }

  private mutating func beginOurTurn(startMs: Int, at now: Moment) {
    guard !turn.isOpen else { return }
    let unsent = pending.unsent.count
    beginTurn(startMs: startMs, isHeard: true, at: now)
    keep(.commit(lastMs: audioMs - startMs + settings.preRoll))
    manual.committed(items: unsent)
    if effective.turnDetection?.interruptResponse == true { cutAnswer(.turnDetected, at: now) }
    sendWaitingTurn(at: now)
  }

  private mutating func endOurTurn(at now: Moment) {
    guard turn.isOpen else { return }
    keep(.commit(lastMs: nil))
    manual.committed(items: 0)
    sendWaitingTurn(at: now)
    closeTurn(awaitsAnswer: false, at: now)
  }

  /// `input_audio_buffer.commit` while the gateway's detector listens: the turn ends here. Where none is open, the
  /// little that is kept becomes one.
  mutating func commitUnderOurDetection(eventID: String?, at now: Moment) {
    guard !turn.isOpen else { return endOurTurn(at: now) }
    guard audioMs - audioMsAtCommit >= 100 else {
      return fail(.emptyCommit(ms: audioMs - audioMsAtCommit, eventID: eventID))
    }
    discardHeldContent(at: now)
    finishGenerated(at: now)
    keep(.commit(lastMs: nil))
    manual.committed(items: pending.unsent.count)
    commit(
      itemID: identifiers.next("item"), transcript: TranscriptAccumulator(style: capabilities.transcriptStyle),
      audioMs: min(audioMs - audioMsAtCommit, settings.preRoll), speechEnd: now.ms, awaitsAnswer: false, at: now)
    sendWaitingTurn(at: now)
  }

  /// The user speaks over an answer, which ends.
  private mutating func cutAnswer(_ reason: Response.CancelReason, at now: Moment) {
    switch answer.phase {
    case .none, .generated: return
    case .awaited, .open: break
    }
    playback.stopped()
    if answer.response == nil { answer.forgotten() } else { finishAnswer(.cancelled(reason), at: now) }
    tail.cancelled(at: now.ms)
  }

  // MARK: The activity

  /// What waits of the user's turn goes up, unless an answer runs that it would cut.
  mutating func sendWaitingTurn(at now: Moment) {
    guard manual.waits, pending.trigger?.claim == nil else { return }
    if needsOtherTurns, answer.phase != .none { return }
    switch answer.phase {
    case .awaited, .open: return
    case .generated where effective.turnDetection?.interruptResponse != false: return
    case .none, .generated: break
    }
    beginActivity(at: now)
    keep(.send(isLast: false, isHeld: !link.isOpen))
    manual.audioSent()
  }

  /// Opens the user's turn upstream. Items that came before its audio go first; into an open turn they are typed.
  mutating func beginActivity(at now: Moment) {
    if link.isOpen, needsOtherTurns { leaveConnection(at: now) } else { bringUpToDate(at: now) }
    let items = pending.takeUnsent(first: manual.waits ? manual.itemsBefore : 0, isHeld: !link.isOpen)
    record.markUpstream(items.map(\.id))
    guard !manual.isOpen else { return type(items) }
    tail.cutByGateway(at: now.ms)
    send(.activityStart(after: items))
    manual.activityStarted()
  }

  /// Items go up inside the activity.
  private mutating func type(_ items: [Item]) {
    guard !items.isEmpty else { return }
    send(.activityText(items))
    manual.textSent()
  }

  /// Everything unsent goes up, and the model is to answer: the end of the user's activity asks for that, or the content
  /// itself.
  mutating func askForAnswer(at now: Moment) {
    guard manual.isBegun else { return sendUnsent(generate: true, at: now) }
    let hadAudio = manual.waits
    if hadAudio { beginActivity(at: now) }
    keep(.send(isLast: true, isHeld: !link.isOpen))
    if hadAudio { manual.audioSent() }
    let items = pending.takeUnsent(isHeld: !link.isOpen)
    record.markUpstream(items.map(\.id))
    type(items)
    let isEmpty = !manual.hasContent
    send(.activityEnd)
    manual.activityEnded()
    if isEmpty { sendUnsent(generate: true, at: now) }
  }

  /// Makes the upstream stop the answer that the client cancelled: the user's waiting turn does, or a message.
  mutating func interruptUpstream(at now: Moment) {
    let cutsByActivity = turnControl != .upstream && effective.turnDetection?.interruptResponse != false
    if cutsByActivity, manual.waits {
      sendWaitingTurn(at: now)
    } else if cutsByActivity, !capabilities.interruptsByContent, !manual.isOpen {
      beginActivity(at: now)
    } else {
      send(.interrupt)
    }
  }

  /// An answer begins: the user's turn will not be said again.
  mutating func turnAnswered() {
    guard manual.isKept, !manual.isBegun else { return }
    manual.answered()
    keep(.forgetSent)
  }

  /// A new connection knows nothing of an activity that was open on the one before, or that it did not answer: what was
  /// said in it is said again.
  mutating func replayManualTurn(at now: Moment) {
    guard manual.isKept else { return manual.connectionLost() }
    let wasAsked = (answer.phase == .awaited || isTranscription) && !manual.isOpen
    manual.connectionLost()
    keep(.rewind)
    if wasAsked { askForAnswer(at: now) } else { sendWaitingTurn(at: now) }
  }

  /// The configuration gave the user's turns into other hands.
  mutating func turnControlChanged(from old: TurnControl, at now: Moment) {
    guard old != turnControl else { return }
    switch (old, turnControl) {
    case (.upstream, _):
      guard turn.isOpen else { return }
      if link.isOpen, sent?.negotiation.effective.turnControl == .upstream { send(.audioStreamEnd) }
      closeTurn(awaitsAnswer: true, at: now)
    case (.gateway, .client), (.client, .gateway):
      endOurTurn(at: now)
      clearByClient()
    case (_, .upstream):
      if manual.uncommittedBytes > 0 { out.log(.info, "Uncommitted audio was dropped: turn detection is on again") }
      let wasOpen = manual.isOpen
      manual = ManualTurn()
      keep(.clear)
      if turn.isOpen { closeTurn(awaitsAnswer: false, at: now) }
      // The end of an open activity would ask for an answer: only another connection forgets it.
      if wasOpen, link.isOpen { leaveConnection(at: now) }
    case (.gateway, .gateway), (.client, .client): break
    }
  }
}

extension Fault {
  /// `input_audio_buffer.commit` without 100 ms of new audio.
  static func emptyCommit(ms: Int, eventID: String?) -> Fault {
    Fault(
      .invalidRequest, code: "input_audio_buffer_commit_empty",
      "The audio buffer holds \(ms) ms; a commit needs at least 100 ms. Append audio first.", eventID: eventID)
  }
}
