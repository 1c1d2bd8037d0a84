/// What an aside's connection says, and what its client hears of it.
extension Session {
  package mutating func asideOpened(_ id: AsideID, at now: Moment) {
    guard asides.running[id]?.opened() == true, let setup = asides.running[id]?.negotiation.setup else { return }
    out.add(.aside(id, .command(.setup(setup))))
  }

  package mutating func asideSaid(_ event: UpstreamEvent, _ id: AsideID, at now: Moment) {
    switch event {
    case .ready: asideReady(id, at: now)
    case .audio(let payload, _, let rate): _ = asideAudio(bytes: payload.count / 4 * 3, rate: rate, id, at: now)
    case .text(let piece): asideText(piece, id, at: now)
    case .outputTranscript(let piece):
      guard !piece.isEmpty, let part = asidePart(id, at: now) ?? asides.running[id]?.answer.part else { return }
      add(piece, to: part, id, at: now)
    case .toolCalled(let calls): asideCalls(calls, id, at: now)
    case .cited(let citations): _ = asides.running[id]?.answer.cited(citations)
    case .usage(let usage): asides.running[id]?.answer.usageReported(usage)
    case .generationComplete: asides.running[id]?.answer.generationCompleted(at: now.ms)
    case .turnComplete(let end):
      guard asides.running[id]?.phase == .answering else { return }
      finishAside(id, end.status)
    case .failed(let message):
      finishAside(id, .failed(.aside("The model's service reported an error: \(message)")))
    case .goingAway, .resumable, .inputTranscript, .interrupted, .waitingForInput, .speechStarted, .speechStopped,
      .toolCallsCancelled, .ignored:
      break
    }
    fireTrigger(at: now)
  }

  /// `bytes` of PCM16 at `rate` Hz came on the connection of an aside.
  package mutating func asideAudio(bytes: Int, rate: Int, _ id: AsideID, at now: Moment) -> AudioVerdict {
    guard !isEnded, let part = asidePart(id, at: now) else {
      tally.strayPieces += 1
      return .drop
    }
    switch part.modality {
    case .text, .likeTheTurn: return .drop
    case .audio:
      _ = asides.running[id]?.answer.audioAdded(ms: bytes * 1_000 / (2 * max(rate, 1)), at: now.ms)
      tally.audioBytesOut += bytes
      lastActivity = now.ms
      return .deliver(part.address)
    }
  }

  /// The connection ended, or could not be made: this response fails, and nothing else.
  package mutating func asideClosed(_ id: AsideID, _ closure: UpstreamClosure, at now: Moment) {
    let isComplete = asides.running[id]?.answer.phase == .generated
    finishAside(id, isComplete ? .completed : .failed(closure.fault))
  }

  // MARK: Streaming

  private mutating func asideReady(_ id: AsideID, at now: Moment) {
    guard asides.running[id]?.ready() == true, let aside = asides.running[id] else { return }
    out.add(.aside(id, .command(.content(aside.context.map(asKnownNow), generate: true))))
  }

  /// Transcripts come late: an item is told with what is known of it when the model is ready to read it.
  private func asKnownNow(_ item: Item) -> Item {
    if item.mediaByteCount > 0 { return item }
    if item.id == answer.part?.address.itemID, let running = answer.item(status: .incomplete) { return running }
    if let said = inputTranscript, said.itemID == item.id {
      var item = item
      item.kind = .message(role: .user, content: [.inputAudio(transcript: said.accumulator.text)])
      return item
    }
    return record.entry(item.id)?.item ?? item
  }

  /// The message of the aside's answer, which content opens; nil: no content belongs to it any more.
  private mutating func asidePart(_ id: AsideID, at now: Moment) -> Answer.Part? {
    guard let aside = asides.running[id], aside.takesContent, let response = aside.answer.response else { return nil }
    if let part = aside.answer.part { return part }
    asides.running[id]?.answer.opened(response, itemID: identifiers.next("item"), at: now.ms)
    guard let opened = asides.running[id]?.answer, let item = opened.item(status: .inProgress) else { return nil }
    notice(opened.beginning(item, placed: announcement(of: item, aside.scope)))
    return opened.part
  }

  /// Where the model speaks, what it says is in the transcript; text beside it would say it twice.
  private mutating func asideText(_ piece: String, _ id: AsideID, at now: Moment) {
    guard let part = asidePart(id, at: now) else {
      tally.strayPieces += 1
      return
    }
    switch asides.running[id]?.negotiation.produces {
    case .text: add(piece, to: part, id, at: now)
    case .audio where part.text.isEmpty && part.audioMs == 0: add(piece, to: part, id, at: now)
    case .audio, nil: tally.strayPieces += 1
    }
  }

  private mutating func add(_ piece: String, to part: Answer.Part, _ id: AsideID, at now: Moment) {
    guard let delta = asides.running[id]?.answer.added(piece, at: now.ms) else {
      tally.strayPieces += 1
      return
    }
    notice(delta)
  }

  /// The client gets the calls; what it makes of them is its own affair, because this session ends with them.
  private mutating func asideCalls(_ calls: [ToolCall], _ id: AsideID, at now: Moment) {
    guard let aside = asides.running[id], aside.takesContent, !calls.isEmpty, let response = aside.answer.response
    else {
      tally.strayPieces += calls.count
      return
    }
    closeAsidePart(id, .completed)
    for call in calls {
      let made = CallAnnouncement(
        address: PartAddress(
          responseID: response.id, itemID: identifiers.next("item"),
          outputIndex: asides.running[id]?.answer.response?.output.count ?? 0),
        callID: identifiers.next("call"), call: call)
      let announced = announcement(of: made.done, aside.scope, shownAs: made.begun)
      notice(made.notices(announced: announced, placed: completion(of: made.done, aside.scope)))
      asides.running[id]?.answer.outputAdded(made.done)
    }
    finishAside(id, .completed)
  }

  /// Nothing is added to its message any more.
  mutating func closeAsidePart(_ id: AsideID, _ status: Item.Status) {
    guard let aside = asides.running[id], let part = aside.answer.part,
      let (item, notices) = asides.running[id]?.answer.closed(status)
    else { return }
    notice(notices)
    if let placed = completion(of: item, aside.scope, audioMs: part.audioMs) { notice(placed) }
  }

  // MARK: Its items

  /// Announces an item, if the conversation gets it. `shownAs`: how it looks while it is being made.
  private mutating func announcement(
    of item: Item, _ scope: ResponseRequest.Scope, shownAs begun: Item? = nil
  ) -> ClientNotice? {
    switch scope {
    case .outside: return nil
    case .conversation:
      return .itemAdded(begun ?? item, previous: record.append(item, isUpstream: false))
    }
  }

  /// The item is whole. The conversation's own connection has not seen it: it goes up with what is said next.
  private mutating func completion(
    of item: Item, _ scope: ResponseRequest.Scope, audioMs: Int = 0
  ) -> ClientNotice? {
    switch scope {
    case .outside:
      asides.remembered(item)
      return nil
    case .conversation:
      if case .functionCall(let callID, _, _) = item.kind { toolCalls.remembered(callID: callID) }
      record.update(item, audioMs: audioMs)
      pending.itemAdded(item)
      return .itemDone(item, previous: record.previous(of: item.id))
    }
  }
}
