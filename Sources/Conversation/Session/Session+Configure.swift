private import VoiceAudio

/// `session.update` (semantics 2).
extension Session {
  package mutating func sessionUpdated(_ update: SessionUpdate, at now: Moment, negotiate: Negotiate) {
    guard begin(at: now) else { return }
    if let objection = defaults.pins.objection(to: update, model: identity.model) {
      return fail(objection.caused(by: update.eventID))
    }
    let newClaim = tally.responses == 0 ? claim.moved(by: update.shape) : claim
    let base =
      newClaim.contract == claim.contract
      ? wanted : defaults.configuration(under: newClaim.contract).applying(stated, under: newClaim.contract)
    let changes = defaults.understood(update.changes)
    let wish = base.applying(changes, under: newClaim.contract)
    let agreed: Negotiation
    do throws(Fault) {
      try checkPurpose(of: wish)
      agreed = try negotiateRunning(wish, negotiate)
      try checkVoice(of: agreed)
      try checkTurns(of: agreed)
    } catch {
      fail(error.caused(by: update.eventID))
      return
    }
    if newClaim.certainty == .movable { stated += changes } else { stated = [] }
    wanted = wish
    move(to: newClaim)
    adopt(agreed, at: now)
    notice(.sessionUpdated(view()))
  }

  /// Text from a model that was set up to speak costs nothing: its transcript becomes the text (semantics 3).
  private func negotiateRunning(_ wish: SessionConfiguration, _ negotiate: Negotiate) throws(Fault) -> Negotiation {
    let agreed = try negotiate(wish)
    guard agreed.base != negotiation.base, link.hasContent, wish.output == .text else { return agreed }
    var spoken = wish
    spoken.output = .audio
    var fallback = try negotiate(spoken)
    guard fallback.base == negotiation.base else { return agreed }
    fallback.effective.output = .text
    return fallback
  }

  /// OpenAI's rule: a voice that has been heard stays.
  private func checkVoice(of agreed: Negotiation) throws(Fault) {
    guard agreed.effective.voice != effective.voice, tally.audioBytesOut > 0 else { return }
    throw Fault(
      .invalidRequest, code: "cannot_update_voice",
      "The voice cannot change once the model has spoken. Begin a new session for another voice.",
      param: "session.audio.output.voice")
  }

  /// What waits for a connection was made for those turns that it was to have.
  private func checkTurns(of agreed: Negotiation) throws(Fault) {
    guard agreed.effective.turnControl != turnControl, link.hasContent, !link.isOpen else { return }
    throw .unsupported(
      "What was said waits for the model with the present turn detection. Send this update again after the next answer.",
      param: "session.audio.input.turn_detection")
  }

  private mutating func adopt(_ agreed: Negotiation, at now: Moment) {
    let oldControl = turnControl
    if oldControl == .upstream, agreed.effective.turnControl != .upstream, needsOtherTurns { dropHeldAudio() }
    negotiation = agreed
    tuneDetector()
    out.add(.configured)
    turnControlChanged(from: oldControl, at: now)
    for approximation in agreed.approximations {
      out.log(.info, "Accepted, but only approximated", ["wish": approximation])
    }
    changeDue = now.after(settings.setupAfterUpdate)
    if !link.hasSetup { link.setupPostponed(until: changeDue) }
  }

  /// Audio that waited for a connection which would have listened for speech: the client wants another one now.
  private mutating func dropHeldAudio() {
    let dropped = link.heldAudioDropped()
    tally.heldAudioDroppedMs += dropped.ms
    if dropped.count > 0 { out.add(.dropHeldAudio(count: dropped.count)) }
  }

  /// The shape of an event proved what the client is.
  mutating func move(to newClaim: ContractClaim) {
    guard newClaim != claim else { return }
    let waitedForSetup = !isCreated
    claim = newClaim
    out.add(.adopt(newClaim))
    if waitedForSetup, newClaim.contract.setupTiming == .deferred { announceSession() }
  }

  /// An item or a create whose shape proves another contract, before the first response: the defaults move with it.
  mutating func shapeSeen(_ shape: EventShape, at now: Moment, negotiate: Negotiate) {
    guard tally.responses == 0, claim.moved(by: shape) != claim else { return }
    let newClaim = claim.moved(by: shape)
    let wish = defaults.configuration(under: newClaim.contract).applying(stated, under: newClaim.contract)
    guard let agreed = try? negotiate(wish), (try? checkTurns(of: agreed)) != nil else { return }
    stated = []
    wanted = wish
    move(to: newClaim)
    adopt(agreed, at: now)
  }

  // MARK: A setup that differs from the running one

  // Neither of these has a closure, as `map` does: that would hold a copy of the whole call.

  /// The connection cannot be amended to what the client wants; it takes another one.
  var needsConnection: Bool {
    guard let old = sent?.negotiation.base else { return false }
    return old != negotiation.base
  }

  /// The running connection finds the user's turns in another way than the client wants from now on.
  var needsOtherTurns: Bool {
    guard let old = sent?.negotiation.effective.turnControl else { return false }
    return old != turnControl
  }

  /// Before content goes up: the answer to it is to be one of the session that the client was shown.
  mutating func bringUpToDate(at now: Moment) {
    guard link.isOpen, answer.phase == .none else { return }
    if needsConnection, !toolCalls.isAwaiting { leaveConnection(at: now) } else { amendIfPossible() }
  }

  /// Amends the running connection, where that suffices.
  mutating func amendIfPossible() {
    guard link.isOpen, !hasOwnContext, let before = sent, before.negotiation.setup != negotiation.setup,
      !needsConnection
    else {
      return
    }
    sent = Agreement(wanted: wanted, negotiation: negotiation)
    out.add(.command(.contextUpdate(negotiation.setup)))
  }

  /// The upstream went on under the setup: it takes it.
  mutating func setupProved() {
    if link.isOpen, let sent { accepted = sent }
  }

  /// The upstream refused what was asked of it last: the call goes on as it was before. False: there is nothing to go
  /// back to.
  mutating func returnToAccepted(_ fault: Fault, at now: Moment) -> Bool {
    guard let accepted, let sent, accepted.negotiation.setup != sent.negotiation.setup else { return false }
    let oldControl = turnControl
    wanted = accepted.wanted
    negotiation = accepted.negotiation
    tuneDetector()
    out.add(.configured)
    turnControlChanged(from: oldControl, at: now)
    fail(
      Fault(
        .invalidRequest, code: "invalid_value",
        "The model did not take the new session settings; the ones before are in force again. " + fault.message,
        param: "session"))
    notice(.sessionUpdated(view()))
    return true
  }
}
