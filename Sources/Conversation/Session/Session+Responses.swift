/// `response.create`, `response.cancel`, and the life of a response (semantics 3, 4, 6).
extension Session {
  package mutating func responseRequested(_ asked: ResponseRequest, at now: Moment, negotiate: Negotiate) {
    guard begin(at: now) else { return }
    if let objection = defaults.pins.objection(to: asked) { return fail(objection.caused(by: asked.eventID)) }
    video.rowEnded()
    shapeSeen(asked.shape, at: now, negotiate: negotiate)
    if asked.scope == .outside { return asideRequested(asked, at: now, negotiate: negotiate) }
    defer { takeSetup(at: now) }
    if asides.speaking != nil { return refuseSecond(asked) }
    if asked.input != nil { return inputRequested(asked, at: now, negotiate: negotiate) }
    let request: ResponseRequest
    do throws(Fault) {
      request = try settled(asked, negotiate)
    } catch {
      return fail(error.caused(by: asked.eventID))
    }
    if toolCalls.isAwaiting, answer.phase == .none { return createWaitsForTools(request, at: now) }
    takeUp(request, at: now)
  }

  /// The conversation's active response, from what it is given alone.
  private mutating func inputRequested(_ request: ResponseRequest, at now: Moment, negotiate: Negotiate) {
    switch answer.phase {
    case .none, .generated: asideRequested(request, at: now, negotiate: negotiate)
    case .awaited, .open: refuseSecond(request)
    }
  }

  /// Gives a create the answer that is awaited or runs, or starts one.
  mutating func takeUp(_ request: ResponseRequest, at now: Moment) {
    switch answer.phase {
    case .awaited:
      guard !answer.isClaimed else { return refuseSecond(request) }
      if request.context != nil, holding == nil { applyContext(of: request) }
      claimAnswer(with: request)
      releaseHeldContent()
    case .open: joinRunning(request)
    case .generated:
      if isAbsorbed(request, at: now) { return pending.itemCreditTaken() }
      finishAnswer(.completed, at: now)
      startOrHold(request, at: now)
    case .none:
      if isAbsorbed(request, at: now) { return pending.itemCreditTaken() }
      startOrHold(request, at: now)
    }
  }

  /// An answer runs: the create belongs to an item that waits, or to the answer itself, or is one too many.
  private mutating func joinRunning(_ request: ResponseRequest) {
    if pending.trigger != nil, pending.trigger?.claim == nil {
      pending.triggerClaimed(by: request)
    } else if claim.contract.absorbsLateCreate, !answer.isClaimed, !request.isParticular {
      pending.itemCreditTaken()
    } else {
      refuseSecond(request)
    }
  }

  /// Within a second of an item that was answered by itself, a create that asks for nothing special is meant for it.
  private func isAbsorbed(_ request: ResponseRequest, at now: Moment) -> Bool {
    guard claim.contract.absorbsLateCreate, !request.isParticular, let credit = pending.itemCredit,
      pending.trigger == nil
    else { return false }
    return now.ms - credit <= settings.itemCredit
  }

  mutating func refuseSecond(_ request: ResponseRequest) {
    fail(
      Fault(
        .invalidRequest, code: "conversation_already_has_active_response",
        "Conversation already has an active response in progress: \(activeResponse ?? "one is awaited"). "
          + "Wait until the response is finished before creating a new one.", eventID: request.eventID))
  }

  private var activeResponse: String? {
    asides.speaking.flatMap { asides.running[$0]?.answer.response?.id } ?? answer.response?.id
  }

  mutating func startOrHold(_ request: ResponseRequest, at now: Moment) {
    guard turn.isOpen else { return startAnswer(with: request, at: now) }
    guard pending.heldCreate == nil else { return refuseSecond(request) }
    pending.createHeld(request)
  }

  /// The create that waited for the user to finish. What the model began to say meanwhile is no answer to that, and ends.
  mutating func startHeldAnswer(at now: Moment) {
    guard let create = pending.takeHeldCreate() else { return }
    switch answer.phase {
    case .none: break
    case .awaited: if answer.response != nil { return refuseSecond(create) }
    case .open:
      finishAnswer(.cancelled(.turnDetected), at: now)
      tail.responseEndedEarly(at: now.ms)
    case .generated: finishAnswer(.completed, at: now)
    }
    startAnswer(with: create, at: now)
  }

  /// A create with nothing in its way: what is unsent goes up, and the response exists at once.
  mutating func startAnswer(with request: ResponseRequest, at now: Moment) {
    let medium = manual.isBegun ? .speech : pending.medium
    bringUpToDate(at: now)
    applyContext(of: request)
    askForAnswer(at: now)
    answer.expected(Expectation(cause: .create, medium: medium, since: now.ms))
    claimAnswer(with: request)
  }

  /// The create takes the credit of the answer that is awaited.
  mutating func claimAnswer(with request: ResponseRequest) {
    let response = makeResponse(request)
    answer.claimed(as: response)
    pending.itemCreditTaken()
    notice(.responseCreated(response, effective))
  }

  func makeResponse(id: String, _ request: ResponseRequest?) -> Response {
    Response(
      id: id, conversationID: identity.conversationID,
      modality: answer.modality(wish: request?.output, session: effective.output), metadata: request?.metadata,
      servedBy: servedBy)
  }

  /// The conversation has one active response at a time.
  private mutating func makeResponse(_ request: ResponseRequest?) -> Response {
    silenceSpeakingAside()
    tally.responses += 1
    return makeResponse(id: identifiers.next("resp"), request)
  }

  // MARK: Streaming

  /// Content of the model came. Opens the response if there is none, and its message. False: there is no message to
  /// open.
  mutating func openAnswer(at now: Moment) -> Bool {
    switch answer.phase {
    case .open where answer.part != nil: return true
    case .open: break
    case .generated:
      finishAnswer(.completed, at: now)
      tail.settled()
    case .none, .awaited: break
    }
    let response = beginResponse(at: now)
    answer.opened(response, itemID: identifiers.next("item"), at: now.ms)
    guard let item = answer.item(status: .inProgress) else { return false }
    let previous = record.append(item, isUpstream: true)
    notice(answer.beginning(item, placed: .itemAdded(item, previous: previous)))
    let early = earlyTranscript
    earlyTranscript = ""
    if !early.isEmpty { addText(early, at: now) }
    return true
  }

  /// The response that is awaited, or one that nobody asked for.
  mutating func beginResponse(at now: Moment) -> Response {
    unanswered = nil
    if let running = answer.response {
      if answer.phase == .awaited {
        tally.turnEnded()
        turnAnswered()
        answer.begun(running, at: now.ms)
      }
      return running
    }
    tally.turnEnded()
    let response = makeResponse(nil)
    notice(.responseCreated(response, effective))
    answer.begun(response, at: now.ms)
    return response
  }

  /// A piece of what the answer says, in its own words.
  mutating func addText(_ piece: String, at now: Moment) {
    guard let delta = answer.added(piece, at: now.ms) else {
      tally.strayPieces += 1
      return
    }
    notice(delta)
  }

  // MARK: Ending

  /// The `.done` events of the part: nothing is added to it any more.
  mutating func closePart(_ status: Item.Status) {
    guard let part = answer.part, let (item, notices) = answer.closed(status) else { return }
    notice(notices)
    record.update(item, audioMs: part.audioMs)
    notice(.itemDone(item, previous: record.previous(of: item.id)))
  }

  /// The response is done, exactly once. What the upstream still owes of its turn is not the next one's.
  mutating func finishAnswer(_ status: Response.Status, at now: Moment) {
    let wasGenerated = answer.phase == .generated
    closePart(status == .completed || wasGenerated ? .completed : .incomplete)
    if wasGenerated { tail.responseEndedEarly(at: now.ms) }
    inputTranscript?.answered()
    lastActivity = now.ms
    if !toolCalls.isAwaiting { restoreContext() }
    guard let done = answer.finished(status) else { return }
    answerGiven(status, at: now)
    notice(.responseDone(done, effective))
  }

  /// A user turn or an item arrives while an answer is only being played: it is done.
  mutating func finishGenerated(at now: Moment) {
    if answer.phase == .generated { finishAnswer(.completed, at: now) }
  }

  package mutating func responseCancelled(id: String?, eventID: String?, at now: Moment) {
    guard begin(at: now) else { return }
    if let aside = asideMeant(by: id) {
      finishAside(aside, .cancelled(.clientCancelled))
      return fireTrigger(at: now)
    }
    let isNamed = id == nil || id == answer.response?.id
    guard answer.phase != .none, isNamed else {
      return fail(
        Fault(
          .invalidRequest, code: "response_cancel_not_active",
          "Cancellation failed: no active response found\(id.map { " with the id '\($0)'" } ?? "").", eventID: eventID))
    }
    if answer.response == nil { claimAnswer(with: ResponseRequest()) }
    playback.stopped()
    finishAnswer(.cancelled(.clientCancelled), at: now)
    tail.cancelled(at: now.ms)
    interruptUpstream(at: now)
    fireTrigger(at: now)
  }
}

extension ResponseRequest {
  /// It asks for something that an answer already begun cannot give.
  var isParticular: Bool { metadata != nil || instructions != nil || tools != nil || toolChoice != nil }
}
