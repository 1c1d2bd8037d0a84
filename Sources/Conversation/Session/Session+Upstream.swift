private import VoiceAudio

/// What the model's side says (semantics 3, 6).
extension Session {
  /// What becomes of a piece of the model's audio.
  package enum AudioVerdict: Equatable, Sendable {
    /// It is the client's, as a delta of this part; notices in `takeOutputs()` leave first.
    case deliver(PartAddress)
    case drop
  }

  /// `bytes` of PCM16 at `rate` Hz came from the model.
  package mutating func modelAudio(bytes: Int, rate: Int, at now: Moment) -> AudioVerdict {
    guard !isEnded, link.isOpen, !isTranscription, contentCame(at: now), openAnswer(at: now), let part = answer.part,
      !part.isClosed
    else {
      if !isEnded { tally.strayPieces += 1 }
      return .drop
    }
    switch part.modality {
    case .text, .likeTheTurn:
      answer.contentSeen(at: now.ms)
      return .drop
    case .audio:
      let ms = bytes * 1_000 / (2 * max(rate, 1))
      let isFirst = answer.audioAdded(ms: ms, at: now.ms)
      playback.audioSent(ms: ms, isFirst: isFirst, at: now.ms)
      tally.audioBytesOut += bytes
      lastActivity = now.ms
      return .deliver(part.address)
    }
  }

  package mutating func upstreamSaid(_ event: UpstreamEvent, at now: Moment) {
    guard !isEnded else { return }
    guard link.isOpen || event.mayPrecedeReady else {
      out.log(.warning, "The upstream sent content before it accepted the setup")
      return
    }
    if heardAsTranscription(event, at: now) { return }
    switch event {
    case .ready: upstreamReady(at: now)
    case .audio(let payload, _, let rate): _ = modelAudio(bytes: payload.count / 4 * 3, rate: rate, at: now)
    case .text(let piece): modelText(piece, at: now)
    case .outputTranscript(let piece): modelTranscript(piece, at: now)
    case .inputTranscript(let piece, let finished): userTranscript(piece, finished: finished, at: now)
    case .cited(let citations): sourcesNamed(citations)
    case .usage(let usage): usageReported(usage)
    case .interrupted: interrupted(at: now)
    case .generationComplete:
      if tail.isClear { answer.generationCompleted(at: now.ms) }
    case .waitingForInput:
      unanswered = nil
      if turnControl == .upstream { closeTurn(awaitsAnswer: false, at: now) }
    case .turnComplete(let end): turnCompleted(end, at: now)
    case .speechStarted(let atMs): upstreamHeardSpeech(atMs: atMs, at: now)
    case .speechStopped:
      if turnControl == .upstream { closeTurn(awaitsAnswer: true, at: now) }
    case .toolCalled(let calls): toolsCalled(calls, at: now)
    case .toolCallsCancelled(let ids): toolCallsCancelled(ids, at: now)
    case .resumable(let handle): handleGiven(handle)
    case .goingAway(let ms): upstreamGoingAway(inMs: ms, at: now)
    case .failed(let message): upstreamFailed(message)
    case .ignored(let name): out.log(.debug, "Upstream field without a meaning for the client", ["field": name])
    }
    fireTrigger(at: now)
    followUp(at: now)
  }

  // MARK: Content

  /// Content that is not dropped closes an open user turn, which it answers.
  mutating func contentCame(at now: Moment) -> Bool {
    link.proved()
    if tail.contentReceived(at: now.ms) { return false }
    if turn.isOpen, answersTheUser { closeTurn(awaitsAnswer: true, at: now) }
    return true
  }

  /// Content that comes now would be the answer to a user who speaks, or has just spoken.
  private var answersTheUser: Bool {
    switch turnControl {
    case .upstream: effective.turnDetection?.interruptResponse != false || answer.phase != .open
    case .gateway, .client: false
    }
  }

  private mutating func modelText(_ piece: String, at now: Moment) {
    guard contentCame(at: now), openAnswer(at: now), let part = answer.part else {
      tally.strayPieces += 1
      return
    }
    // Where the model speaks, what it says is in the transcript; text beside it would say it twice.
    switch negotiation.produces {
    case .text: addText(piece, at: now)
    case .audio:
      answer.contentSeen(at: now.ms)
      if part.text.isEmpty && part.audioMs == 0 { addText(piece, at: now) } else { tally.strayPieces += 1 }
    }
  }

  private mutating func modelTranscript(_ piece: String, at now: Moment) {
    guard !tail.dropsTranscripts, !piece.isEmpty else {
      tally.strayPieces += 1
      return
    }
    switch answer.phase {
    case .open, .generated: addText(piece, at: now)
    case .awaited:
      guard openAnswer(at: now) else { return }
      addText(piece, at: now)
    case .none:
      // A transcript alone opens an answer only where one is waited for (semantics 3).
      guard turnControl == .upstream, turn.isQuiet(at: now.ms) || isLastTurnUnanswered else { return keepEarly(piece) }
      closeTurn(awaitsAnswer: true, at: now)
      guard openAnswer(at: now) else { return }
      addText(piece, at: now)
    }
  }

  /// The user's last turn was closed without an answer: one may still come.
  private var isLastTurnUnanswered: Bool { !turn.isOpen && inputTranscript?.isAnswered == false }

  /// The transcript runs ahead of the audio: what comes while the user was just heard is the answer's if content
  /// follows, and a stray of the last answer if the user speaks on.
  private mutating func keepEarly(_ piece: String) {
    guard turn.isOpen, earlyTranscript.utf8.count < 4_096 else {
      tally.strayPieces += 1
      return
    }
    earlyTranscript += piece
  }

  /// Sources come with the last words, or after them: then only the record and `response.done` can still show them.
  private mutating func sourcesNamed(_ citations: [Citation]) {
    guard tail.isClear, let item = answer.cited(citations) else { return }
    record.update(item)
  }

  private mutating func usageReported(_ usage: Usage) {
    tally.usageReported(usage)
    if tail.isClear { answer.usageReported(usage) }
  }

  // MARK: The user, as the upstream hears them

  mutating func userTranscript(_ piece: String, finished: Bool, at now: Moment) {
    if turn.isOpen {
      turn.transcriptReceived(piece, audioMs: audioMs)
      if turn.open?.isHeard == false { turn.transcribed(at: now.ms) }
      return
    }
    if isSpokenOver(at: now) {
      beginTurn(startMs: audioMs, isHeard: true, at: now)
      return turn.transcriptReceived(piece, audioMs: audioMs)
    }
    guard let last = inputTranscript, !last.isComplete || !last.isAnswered else {
      return userTranscriptWithoutTurn(piece, at: now)
    }
    if last.accumulator.text.isEmpty { lateSpeechProved(at: now) }
    inputTranscript?.pieceReceived(piece, at: now.ms)
    showInputTranscript()
    if last.isComplete { amendRecord() }
    if finished { completeInputTranscript() }
  }

  /// The turn was closed in silence, as one that nobody understood; its transcript came later. So an answer is awaited
  /// after all. Its words are known now: they are what another connection is told.
  private mutating func lateSpeechProved(at now: Moment) {
    guard turnControl == .upstream, inputTranscript?.isAnswered == false, answer.phase == .none else { return }
    unanswered = nil
    answer.expected(Expectation(cause: .item, medium: .speech, since: now.ms))
  }

  /// Nothing is open and the last turn was answered: during an answer it belongs to the past, otherwise the gateway's
  /// detector missed a start.
  private mutating func userTranscriptWithoutTurn(_ piece: String, at now: Moment) {
    guard turnControl == .upstream, answer.phase == .none, !playback.isSpoken(at: now.ms), !piece.isEmpty else {
      inputTranscript?.pieceReceived(piece, at: now.ms)
      amendRecord()
      return
    }
    beginTurn(startMs: audioMs, isHeard: false, at: now)
    turn.transcriptReceived(piece, audioMs: audioMs)
  }

  /// An answer that speech does not cut is heard, and the user through it.
  private func isSpokenOver(at now: Moment) -> Bool {
    turnControl == .upstream && effective.turnDetection?.interruptResponse == false && detector?.isSpeech == true
      && playback.isSpoken(at: now.ms)
  }

  private mutating func upstreamHeardSpeech(atMs: Int?, at now: Moment) {
    // A turn that was told again is heard again.
    guard turnControl == .upstream, !turn.isOpen, !playback.isSpoken(at: now.ms), answer.repeats == 0 else { return }
    beginTurn(startMs: min(atMs ?? audioMs, audioMs), isHeard: false, at: now)
  }

  // MARK: Flags

  private mutating func interrupted(at now: Moment) {
    playback.stopped()
    discardHeldContent(at: now)
    switch tail.interrupted(at: now.ms) {
    case .ours: return
    case .ofDoneAnswer: startInterruption(at: now)
    case .current:
      startInterruption(at: now)
      switch answer.phase {
      case .none: break
      case .awaited, .open, .generated: finishInterrupted(at: now)
      }
    }
  }

  private mutating func startInterruption(at now: Moment) {
    guard !turn.isOpen, turnControl == .upstream else { return }
    let start = detector.flatMap { $0.isSpeech ? $0.lastSpeechMs.map { heardSince + $0 } : nil } ?? audioMs
    announceTurn(startMs: start, isHeard: detector?.isSpeech ?? false, at: now)
  }

  private mutating func finishInterrupted(at now: Moment) {
    guard answer.response != nil else { return answer.forgotten() }
    finishAnswer(.cancelled(turnControl == .client ? .clientCancelled : .turnDetected), at: now)
    _ = tail.interrupted(at: now.ms)
  }

  private mutating func turnCompleted(_ end: UpstreamEvent.TurnEnd, at now: Moment) {
    tally.turnEnded()
    playback.turnCompleted(at: now.ms)
    setupProved()
    if tail.turnCompleted() { return }
    unanswered = nil
    switch answer.phase {
    case .none: closeEmptyTurn(end, at: now)
    case .awaited: endWithoutContent(end, at: now)
    case .open, .generated:
      finishAnswer(end.status, at: now)
      tail.settled()
    }
  }

  /// The upstream ended a turn without content while the user's turn was open: it will not answer it.
  private mutating func closeEmptyTurn(_ end: UpstreamEvent.TurnEnd, at now: Moment) {
    guard turnControl == .upstream, turn.isQuiet(at: now.ms) else { return }
    closeTurn(awaitsAnswer: false, at: now)
  }

  private mutating func endWithoutContent(_ end: UpstreamEvent.TurnEnd, at now: Moment) {
    guard answer.response != nil else { return answer.forgotten() }
    switch (answer.expectation?.cause, end) {
    case (.speech, .normal): becomeNormalCreate(at: now)
    case (.speech, _), (.item, _), (.create, _), (nil, _): finishAnswer(end.status, at: now)
    }
  }

  /// The answer whose credit a create took will not come: the create asks for one of its own.
  mutating func becomeNormalCreate(at now: Moment) {
    guard let response = answer.response else { return }
    answer.claimed(as: response, by: .create)
    answer.contentSeen(at: now.ms)
    askForAnswer(at: now)
  }
}

extension UpstreamEvent {
  /// What may come before `setupComplete`.
  fileprivate var mayPrecedeReady: Bool {
    switch self {
    case .ready, .failed, .goingAway, .ignored: true
    case .audio, .text, .outputTranscript, .inputTranscript, .toolCalled, .toolCallsCancelled, .cited, .usage,
      .interrupted,
      .generationComplete, .waitingForInput, .turnComplete, .speechStarted, .speechStopped, .resumable:
      false
    }
  }
}

extension UpstreamEvent.TurnEnd {
  var status: Response.Status {
    switch self {
    case .normal: .completed
    case .filtered: .incomplete(.contentFilter)
    case .failed(let reason):
      .failed(Fault(.server, code: "server_error", "The model ended its turn without an answer: \(reason)."))
    }
  }
}
