private import VoiceAudio

/// What the client appends (semantics 3, 4, 6).
extension Session {
  /// What becomes of an append.
  package enum AudioRoute: Equatable, Sendable {
    case send
    case hold
    case drop
  }

  /// `samples` is the decoded audio at the session's input rate, G.711 expanded: PCM16 bytes. It leaves as so many
  /// `messages`, after what is in `takeOutputs()`.
  package mutating func audioAppended(_ samples: RawSpan, messages: Int = 1, at now: Moment) -> AudioRoute {
    guard begin(at: now) else { return .drop }
    let format = AudioFormat.pcm16(rate: effective.inputFormat.rate)
    tally.audioBytesIn += samples.byteCount
    lastAppend = now.ms
    hear(samples, at: now)
    let ms: Int
    if let heard = detector?.heardMs {
      ms = heardSince + heard
    } else {
      ms = audioMs + format.milliseconds(ofBytes: samples.byteCount)
    }
    let length = ms - audioMs
    audioMs = ms
    sendLeadingItems(at: now)
    if capabilities.opensWithHistory, !link.hasContent { send(.content([], generate: false)) }
    link.contentCame()
    takeSetup(at: now)
    guard !link.isOpen || needsOtherTurns else { return .send }
    let dropped = link.audioHeld(ms: length, messages: messages, limit: settings.heldAudio)
    if dropped.count > 0 {
      tally.heldAudioDroppedMs += dropped.ms
      out.add(.dropHeldAudio(count: dropped.count))
    }
    return .hold
  }

  private mutating func hear(_ samples: RawSpan, at now: Moment) {
    guard detector != nil else { return }
    // An answer that speech does not cut is spoken over: only a loud voice is the user's.
    let isSpokenOver = effective.turnDetection?.interruptResponse == false && playback.isSpoken(at: now.ms)
    detector?.isRaised = isSpokenOver
    let before = detector?.lastSpeechMs
    let events = detector?.hear(samples) ?? []
    if let position = detector?.lastSpeechMs, position != before {
      turn.heard(positionMs: heardSince + position, at: now.ms)
      earlyTranscript = ""
    }
    if let pause = detector?.pauseMs { turn.paused(forMs: pause, at: now.ms) }
    // Not only at its start: speech that began while the model was still heard counts once it is not.
    guard detector?.isSpeech == true, !turn.isOpen, !playback.isSpoken(at: now.ms) else { return }
    var start = detector?.lastSpeechMs ?? detector?.heardMs ?? 0
    for case .started(let atMs) in events { start = min(start, atMs) }
    beginTurn(startMs: heardSince + start, isHeard: true, at: now)
  }

  /// Items that no answer was asked for go up before the user's audio, so that nothing stays unsent.
  private mutating func sendLeadingItems(at now: Moment) {
    guard !pending.unsent.isEmpty, pending.trigger == nil, pending.heldCreate == nil, !turn.isOpen,
      !toolCalls.isAwaiting,
      answer.phase == .none,
      tail.isClear
    else { return }
    sendUnsent(generate: false, at: now)
  }

  /// Everything unsent leaves as one piece of content.
  mutating func sendUnsent(generate: Bool, at now: Moment) {
    bringUpToDate(at: now)
    let items = pending.takeUnsent(isHeld: !link.isOpen)
    record.markUpstream(items.map(\.id))
    if generate { tail.cutByGateway(at: now.ms) }
    send(.content(items, generate: generate))
  }

  // MARK: The user's turn

  /// Speech began at `startMs` of all audio; the client is told.
  mutating func beginTurn(startMs: Int, isHeard: Bool, at now: Moment) {
    finishGenerated(at: now)
    announceTurn(startMs: startMs, isHeard: isHeard, at: now)
  }

  /// The same, while the answer that the user cut is still to be ended by the caller.
  mutating func announceTurn(startMs: Int, isHeard: Bool, at now: Moment) {
    discardHeldContent(at: now)
    answeredAt = nil
    unanswered = nil
    completeInputTranscript()
    let itemID = identifiers.next("item")
    let start = max(audioMsAtCommit, startMs - (effective.turnDetection?.prefixPaddingMs ?? 0), 0)
    turn.began(
      itemID: itemID, startMs: start, nowMs: max(startMs, audioMs), isHeard: isHeard,
      style: capabilities.transcriptStyle,
      at: now.ms)
    notice(.speechStarted(itemID: itemID, atMs: start))
    if effective.turnDetection?.interruptResponse == true { silenceSpeakingAside() }
  }

  /// The user's turn is over: upstream evidence came, the client committed, or silence lasted long enough.
  /// `awaitsAnswer`: this grants a credit (semantics 4).
  mutating func closeTurn(awaitsAnswer: Bool, at now: Moment) {
    guard let done = turn.committed() else { return }
    let silence = effective.turnDetection?.silenceMs ?? 0
    let end = max(done.startMs, min(max(audioMs, done.speechEndMs), done.speechEndMs + silence))
    notice(.speechStopped(itemID: done.itemID, atMs: end))
    commit(
      itemID: done.itemID, transcript: done.transcript, audioMs: end - done.startMs, speechEnd: done.lastSpeech,
      awaitsAnswer: awaitsAnswer, at: now)
  }

  /// No evidence came in time. Who was understood is answered; who was only heard may still be.
  mutating func closeQuietTurn(at now: Moment) {
    let isUnderstood = turn.open?.transcript.text.isEmpty == false
    let isHeard = turn.open?.isHeard == true
    closeTurn(awaitsAnswer: turnControl == .upstream && isUnderstood, at: now)
    guard turnControl == .upstream, isHeard, !isUnderstood, !isTranscription, answer.phase == .none else { return }
    unanswered = UnansweredTurn(settings: settings, at: now.ms)
  }

  /// The user's turn becomes an item. `awaitsAnswer`: the upstream will answer it by itself.
  mutating func commit(
    itemID: String, transcript: TranscriptAccumulator, audioMs length: Int, speechEnd: Int, awaitsAnswer: Bool,
    at now: Moment
  ) {
    completeInputTranscript()
    tally.userTurns += 1
    audioMsAtCommit = audioMs
    notice(.audioCommitted(itemID: itemID, previous: record.lastID))
    let item = Item(
      id: itemID, status: .completed, kind: .message(role: .user, content: [.inputAudio(transcript: nil)]))
    let previous = record.append(item, isUpstream: true)
    notice(.itemAdded(item, previous: previous))
    notice(.itemDone(item, previous: previous))
    inputTranscript = InputTranscript(
      itemID: itemID, seconds: Double(length) / 1_000, accumulator: transcript, settings: settings, at: now.ms)
    showInputTranscript()
    if isTranscription {
      endTranscribedActivity(at: now)
    } else if awaitsAnswer {
      answer.expected(Expectation(cause: .speech(speechEnd: speechEnd), medium: .speech, since: now.ms))
      if let create = pending.takeHeldCreate() { claimAnswer(with: create) }
    } else {
      answer.spokenTo()
      startHeldAnswer(at: now)
    }
  }

  package mutating func audioCommitted(eventID: String?, at now: Moment) {
    guard begin(at: now) else { return }
    switch turnControl {
    case .upstream: commitUnderDetection(eventID: eventID, at: now)
    case .gateway: commitUnderOurDetection(eventID: eventID, at: now)
    case .client: commitByClient(eventID: eventID, at: now)
    }
  }

  /// Under automatic detection the audio is upstream already, so the commit ends the turn there.
  private mutating func commitUnderDetection(eventID: String?, at now: Moment) {
    guard turn.isOpen || audioMs - audioMsAtCommit >= 100 else {
      return fail(.emptyCommit(ms: audioMs - audioMsAtCommit, eventID: eventID))
    }
    // On a connection that still finds turns in another way it has no meaning: it waits with the audio.
    if needsOtherTurns { out.add(.hold(.audioStreamEnd)) } else { send(.audioStreamEnd) }
    if turn.isOpen {
      closeTurn(awaitsAnswer: true, at: now)
    } else {
      commit(
        itemID: identifiers.next("item"), transcript: TranscriptAccumulator(style: capabilities.transcriptStyle),
        audioMs: audioMs - audioMsAtCommit, speechEnd: now.ms, awaitsAnswer: true, at: now)
    }
  }

  /// Under detection what the user said has gone up already; there is nothing left to drop.
  package mutating func audioCleared(eventID: String?, at now: Moment) {
    guard begin(at: now) else { return }
    switch turnControl {
    case .client: clearByClient()
    case .upstream, .gateway: break
    }
    notice(.audioCleared)
  }

  // MARK: What the user said

  /// The client sees pieces only if it asked for them; the record keeps the text in any case.
  mutating func showInputTranscript() {
    guard inputTranscript?.isComplete == false, effective.transcription != nil, let itemID = inputTranscript?.itemID,
      let fresh = inputTranscript?.accumulator.takeUnshown()
    else { return }
    notice(.inputTranscriptDelta(itemID: itemID, fresh))
  }

  mutating func completeInputTranscript() {
    guard let done = inputTranscript, !done.isComplete else { return }
    showInputTranscript()
    inputTranscript?.completed()
    if isTranscription { turnAnswered() }
    amendRecord()
    guard effective.transcription != nil else { return }
    notice(.inputTranscriptCompleted(itemID: done.itemID, done.accumulator.text, seconds: done.seconds))
  }

  /// Writes the transcript so far into the user's item.
  mutating func amendRecord() {
    guard let said = inputTranscript, !said.accumulator.text.isEmpty, let entry = record.entry(said.itemID) else {
      return
    }
    var item = entry.item
    item.kind = .message(role: .user, content: [.inputAudio(transcript: said.accumulator.text)])
    record.update(item)
  }
}
