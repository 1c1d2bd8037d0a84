internal import VoiceAudio

/// One call between two wires: the session, a dialect on each side, and what audio needs when formats
/// differ. Every door takes the time and returns what the shell does. The plain audio frame comes back as
/// one splice; nothing is decoded twice and nothing is copied here.
package struct Bridge: Sendable {
  package internal(set) var session: Session
  var client: any ClientDialect
  var upstream: any UpstreamDialect
  var intake: AudioIntake
  var kept: KeptAudio
  var outlet: AudioOutlet
  var held = HeldForUpstream()
  var sentAudio: SentAudio
  var heldContent = HeldUpstreamMessages()
  /// The dialect as it was before it spoke: each aside begins with one.
  var unspoken: any UpstreamDialect
  var asides: [AsideID: AsideLine] = [:]
  /// Number of the last server event.
  var eventNumber = 0
  /// Nil: the client cannot come back.
  var keptEvents: KeptEvents?

  package init(session: Session, client: any ClientDialect, upstream: any UpstreamDialect) {
    self.session = session
    self.client = client
    self.upstream = upstream
    unspoken = upstream
    intake = AudioIntake(from: session.effective.inputFormat, toRate: session.negotiation.upstreamRate)
    kept = KeptAudio(
      rate: session.effective.inputFormat.rate, upstreamRate: session.negotiation.upstreamRate,
      limitMs: session.settings.manualAudio)
    outlet = AudioOutlet(to: session.effective.outputFormat)
    sentAudio = SentAudio(rate: session.effective.inputFormat.rate)
    if session.presence.canWait {
      keptEvents = KeptEvents(
        sentLimit: session.settings.keptEvents, missedLimit: session.settings.missedEvents)
    }
  }

  /// Monotonic ms at which the shell must call `timePassed`. It changes nothing: `mutating` makes the compiler read the
  /// call where it is, and not a copy.
  package var deadline: Int { mutating get { session.deadline } }

  /// Around a client's message: its audio is decoded into memory that other calls use for theirs.
  package mutating func exchangeScratch(_ other: inout [UInt8]) { intake.exchangeScratch(&other) }

  // MARK: Doors

  /// The call begins.
  package mutating func begin(at now: Moment) -> Reaction { reaction(at: now) }

  package mutating func receiveFromClient(_ message: RawSpan, at now: Moment) -> Reaction {
    switch client.decode(message) {
    case .audioAppended(let payload, let escaped, let eventID):
      return append(message, payload, escaped: escaped, eventID: eventID, at: now)
    case let event:
      let dialect = upstream
      session.clientAsked(event, at: now) { (wish) throws(Fault) in try dialect.negotiate(wish) }
      return reaction(at: now)
    }
  }

  package mutating func receiveFromUpstream(_ message: RawSpan, at now: Moment) -> Reaction {
    let read = upstream.decode(message)
    if session.holdsContent, read.waitsForCreate { return hold(message, at: now) }
    return bounded(receive(read, message, at: now), at: now)
  }

  /// Content after functions' outputs waits for a create, as it came.
  private mutating func hold(_ message: RawSpan, at now: Moment) -> Reaction {
    session.contentHeld(at: now)
    if !heldContent.hold(message, limit: session.heldContentLimit) { session.discardHeldContent(at: now) }
    return reaction(at: now)
  }

  private mutating func receive(_ read: UpstreamMessage, _ message: RawSpan, at now: Moment) -> Reaction {
    switch read {
    case .audio(let payload, let escaped, let rate):
      return deliver(message, payload, escaped: escaped, rate: rate, at: now)
    case .events(let events):
      var effects: [Effect] = []
      for event in events { receive(event, of: message, into: &effects, at: now) }
      return effects.isEmpty ? .nothing : .perform(effects)
    case .unreadable(let reason):
      return .perform([.log(LogLine(.warning, "An upstream message could not be read", ["reason": reason]))])
    }
  }

  package mutating func upstreamOpened(at now: Moment) -> Reaction {
    session.upstreamOpened(at: now)
    return reaction(at: now)
  }

  /// The upstream closed with `code` (nil: without a close frame). `hasOther`: another deployment could take the call
  /// over.
  package mutating func upstreamClosed(
    code: Int?, reason: String, hasOther: Bool = false, at now: Moment
  ) -> Reaction {
    session.upstreamClosed(upstream.explain(close: code, reason: reason), hasOther: hasOther, at: now)
    return reaction(at: now)
  }

  /// The upstream refused the handshake with an HTTP status.
  package mutating func upstreamRefused(status: Int, body: [UInt8], at now: Moment) -> Reaction {
    session.upstreamClosed(upstream.explain(handshake: status, body: body), at: now)
    return reaction(at: now)
  }

  /// The upstream could not be reached at all.
  package mutating func upstreamUnreachable(_ closure: UpstreamClosure, at now: Moment) -> Reaction {
    session.upstreamClosed(closure, at: now)
    return reaction(at: now)
  }

  package mutating func clientClosed(at now: Moment) -> Reaction {
    session.clientClosed(at: now)
    return reaction(at: now)
  }

  package mutating func gatewayDraining(at now: Moment) -> Reaction {
    session.gatewayDraining(at: now)
    return reaction(at: now)
  }

  package mutating func gatewayCutOff(at now: Moment) -> Reaction {
    session.gatewayCutOff(at: now)
    return reaction(at: now)
  }

  package mutating func gatewayClosing(_ fault: Fault, code: UInt16, at now: Moment) -> Reaction {
    session.gatewayClosing(fault, code: code, at: now)
    return reaction(at: now)
  }

  package mutating func timePassed(to now: Moment) -> Reaction {
    session.timePassed(to: now)
    return reaction(at: now)
  }

  package mutating func writabilityChanged(of side: Side, isWritable: Bool, at now: Moment) -> Reaction {
    session.writabilityChanged(of: side, isWritable: isWritable, at: now)
    return reaction(at: now)
  }
}
