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
      try checkChange(to: agreed)
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
    guard agreed.setup != negotiation.setup, link.hasContent, wish.output == .text else { return agreed }
    var spoken = wish
    spoken.output = .audio
    var fallback = try negotiate(spoken)
    guard fallback.setup == negotiation.setup else { return agreed }
    fallback.effective.output = .text
    return fallback
  }

  /// Whether the running call can follow. What has gone up cannot be taken back.
  private func checkChange(to agreed: Negotiation) throws(Fault) {
    // What is held for the setup was made for those turns that it was to have.
    let changesTurns = agreed.effective.turnControl != turnControl
    guard agreed.setup != negotiation.setup, link.hasContent, link.hasSetup || changesTurns else { return }
    throw .unsupported(
      "The model was set up when this conversation began, and this update would need another setup. Send it before the "
        + "first audio, item or response.create, or begin a new session.", param: "session")
  }

  private mutating func adopt(_ agreed: Negotiation, at now: Moment) {
    let isNewSetup = agreed.setup != negotiation.setup
    let oldControl = turnControl
    negotiation = agreed
    tuneDetector()
    out.add(.configured)
    turnControlChanged(from: oldControl, at: now)
    for approximation in agreed.approximations {
      out.log(.info, "Accepted, but only approximated", ["wish": approximation])
    }
    if !link.hasSetup {
      link.setupPostponed(until: now.after(settings.setupAfterUpdate))
    } else if isNewSetup {
      // Nothing was said on the connection yet: another one costs only its handshake.
      link.redialled()
      out.add(.closeUpstream)
      out.add(.dial)
    }
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
    guard let agreed = try? negotiate(wish), (try? checkChange(to: agreed)) != nil else { return }
    stated = []
    wanted = wish
    move(to: newClaim)
    adopt(agreed, at: now)
  }
}
