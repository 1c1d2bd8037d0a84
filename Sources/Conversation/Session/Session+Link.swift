/// The upstream connection's life (semantics 2 and 8).
extension Session {
  var isUpstreamReady: Bool { link.isOpen }

  /// The upstream's socket is open.
  package mutating func upstreamOpened(at now: Moment) {
    guard !isEnded else { return }
    link.opened()
    takeSetup(at: now)
  }

  /// Sends `setup` if the socket is there and it is due.
  mutating func takeSetup(at now: Moment) {
    guard link.takeSetup(at: now.ms) else { return }
    sent = Agreement(wanted: wanted, negotiation: negotiation)
    out.add(.command(.setup(negotiation.setup, resuming: handle)))
  }

  mutating func upstreamReady(at now: Moment) {
    guard link.phase == .settingUp else {
      out.log(.warning, "The upstream accepted a setup that was not sent")
      return
    }
    link.ready(at: now.ms)
    setupProved()
    if !isCreated { announceSession() }
    // The client changed its mind meanwhile: nothing has gone up yet that would be lost.
    guard !needsConnection else { return redial() }
    amendIfPossible()
    recover(at: now)
    out.add(.releaseHeld)
    pending.heldItemsLeft()
    // What waited for the upstream did not wait for the model.
    answer.resumed(at: now.ms)
  }

  mutating func upstreamFailed(_ message: String) {
    end(with: Fault(.server, code: "server_error", "The model's service reported an error: \(message)"), code: 1011)
  }

  // MARK: Losing it

  /// The upstream connection ended, or could not be made; `closure` says what that means.
  /// `hasOther`: another deployment could take the call over.
  package mutating func upstreamClosed(_ closure: UpstreamClosure, hasOther: Bool = false, at now: Moment) {
    guard !isEnded else { return }
    switch closure.verdict {
    case .transient: goOn(after: closure, to: nextAfterLoss, at: now)
    case .quota where !hasOther && !link.wasOpen: end(with: closure.fault, code: 1011)
    case .quota: goOn(after: closure, to: hasOther ? .other : .same, at: now)
    case .handleUnknown:
      forgetHandle()
      goOn(after: closure, to: .same, at: now)
    case .refusedHere where hasOther: goOn(after: closure, to: .onlyOther, at: now)
    case .refusedHere, .fatal: setupRefused(closure, hasOther: hasOther, at: now)
    }
  }

  private mutating func setupRefused(_ closure: UpstreamClosure, hasOther: Bool, at now: Moment) {
    if returnToAccepted(closure.fault, at: now) { return goOn(after: closure, to: .same, at: now) }
    if link.phase == .settingUp, handle != nil {
      // A handle that is too old may be refused like a wrong field.
      forgetHandle()
      return goOn(after: closure, to: .same, at: now)
    }
    // What served the call before took this session.
    guard hasOther, link.wasOpen, !link.isServed else { return end(with: closure.fault, code: 1008) }
    goOn(after: closure, to: .onlyOther, at: now)
  }

  /// A deployment that served well has the first chance to go on; one that does not come up, or breaks again and again,
  /// has not.
  private var nextAfterLoss: Destination {
    switch link.phase {
    case .open: link.losses == 0 ? .same : .other
    case .connected, .settingUp: .other
    case .dialling, .pausing: .same
    }
  }

  /// Dials again, after a pause that grows with the losses in a row, if there is hope.
  mutating func goOn(after closure: UpstreamClosure, to next: Destination, at now: Moment) {
    // Where the first connection cannot be made, the shell has tried often enough.
    let isHopeless = !link.wasOpen && link.phase == .dialling
    let limit = link.wasOpen ? settings.maximumLosses : settings.handshakeAttempts
    guard !isHopeless, link.losses + 1 < limit else {
      return end(with: closure.fault, code: closure.verdict.closesForGood ? 1008 : 1011)
    }
    out.log(.info, "The upstream connection was lost", ["losses": String(link.losses + 1)])
    let wasOpen = link.isOpen
    link.lost(pause: pause(after: closure, before: next), next: next, at: now.ms)
    if wasOpen { connectionEnded(at: now) }
    sent = nil
    linkTimePassed(at: now)
  }

  /// ms before the next dial: none after the first loss, unless it was for want of quota, then doubling, up to half as
  /// much again by the call's id, so that calls cut together do not come back together.
  private func pause(after closure: UpstreamClosure, before next: Destination) -> Int {
    let losses: Int
    switch closure.verdict {
    case .quota where next == .same: losses = link.losses + 1
    case .transient, .quota: losses = link.losses
    // What was refused is not tried again as it was, so there is nothing to wait for.
    case .handleUnknown, .refusedHere, .fatal: losses = 0
    }
    guard losses > 0 else { return 0 }
    let pause = settings.redialPause << min(losses - 1, 4)
    let spread = identity.sessionID.utf8.reduce(0) { ($0 &* 31 &+ Int($1)) & 0xFFFF }
    return pause + pause * spread / 0x20000
  }

  /// The setup was not answered in time.
  private mutating func setupTimedOut(at now: Moment) {
    out.add(.closeUpstream)
    let fault = Fault(
      .server, code: "server_error",
      "The model's service took the setup and did not answer for \(settings.setupTimeout / 1_000) s. Try again.")
    goOn(after: UpstreamClosure(.transient, fault), to: .other, at: now)
  }

  // MARK: Leaving it

  /// Closes the connection, whatever runs on it, and dials another one.
  mutating func leaveConnection(at now: Moment) {
    link.left()
    connectionEnded(at: now)
    hangUpAndDial()
  }

  /// Exchanges a connection on which nothing of the conversation has gone up.
  mutating func redial() {
    link.left()
    hangUpAndDial()
  }

  private mutating func hangUpAndDial() {
    sent = nil
    out.add(.closeUpstream)
    out.add(.dial(.same))
  }

  /// The upstream has said when it will close.
  mutating func upstreamGoingAway(inMs left: Int, at now: Moment) {
    out.log(.info, "The upstream will close this connection", ["in_ms": String(left)])
    link.ending(by: now.after(max(0, min(left, settings.sessionMaximum) - settings.leaveBefore)))
  }

  /// The newest handle, with what it knows.
  mutating func handleGiven(_ handle: String?) {
    guard let handle else { return }
    self.handle = handle
    setupProved()
    let unfinished = [answer.part?.address.itemID, answer.phase == .awaited ? inputTranscript?.itemID : nil]
    record.covered(except: unfinished.compactMap { $0 })
  }

  /// The upstream does not know the handle any more: everything is told anew.
  mutating func forgetHandle() {
    guard handle != nil else { return }
    handle = nil
    out.log(.info, "The upstream has forgotten the session; the conversation is told anew")
    let known = record.uncovered()
    let unknown = recovery?.items ?? []
    recovery?.items = known + unknown
  }

  // MARK: Time

  var linkDeadline: Int {
    let own = min(link.deadline(setupTimeout: settings.setupTimeout), link.oldAt(maxAge: settings.connectionMaxAge))
    return min(own, followUpDeadline)
  }

  mutating func linkTimePassed(at now: Moment) {
    if link.takeRedial(at: now.ms) { out.add(.dial(link.destination)) }
    takeSetup(at: now)
    if link.phase == .settingUp, now.ms >= link.deadline(setupTimeout: settings.setupTimeout) {
      setupTimedOut(at: now)
    }
    if now.ms >= link.oldAt(maxAge: settings.connectionMaxAge) { link.ending(by: .max) }
  }
}
