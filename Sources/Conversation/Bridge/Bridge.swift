internal import ByteJSON
internal import VoiceAudio

/// One call between two wires: the session, a dialect on each side, and what audio needs when formats
/// differ. Every door takes the time and returns what the shell does. The plain audio frame comes back as
/// one splice; nothing is decoded twice and nothing is copied here.
package struct Bridge: Sendable {
  package internal(set) var session: Session
  private var client: any ClientDialect
  var upstream: any UpstreamDialect
  var intake: AudioIntake
  var kept: KeptAudio
  private var outlet: AudioOutlet
  var held = HeldForUpstream()
  private var sentAudio: SentAudio
  private var heldContent = HeldUpstreamMessages()
  /// The dialect as it was before it spoke: each aside begins with one.
  let unspoken: any UpstreamDialect
  var asides: [AsideID: AsideLine] = [:]
  /// Number of the last server event.
  private var eventNumber = 0

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
  }

  /// Monotonic ms at which the shell must call `timePassed`.
  package var deadline: Int { session.deadline }

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
    return receive(read, message, at: now)
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

  /// The upstream closed with `code` (nil: without a close frame).
  package mutating func upstreamClosed(code: Int?, reason: String, at now: Moment) -> Reaction {
    session.upstreamClosed(upstream.explain(close: code, reason: reason), at: now)
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

  // MARK: Audio up

  private mutating func append(
    _ message: RawSpan, _ payload: Range<Int>, escaped: Bool, eventID: String?, at now: Moment
  ) -> Reaction {
    if let fault = intake.decode(message, payload, escaped: escaped) {
      session.eventRefused(fault.caused(by: eventID), at: now)
      return reaction(at: now)
    }
    guard !intake.samples.isEmpty else { return reaction(at: now) }
    guard session.turnControl == .upstream else {
      var effects: [Effect] = []
      keepAppend(into: &effects, at: now)
      return effects.isEmpty ? .nothing : .perform(effects)
    }
    let rate = session.negotiation.upstreamRate
    guard intake.passes(payload) else {
      let pieces = intake.pieces(of: payload, escaped: escaped)
      let route = hearAppend(messages: pieces.count, at: now)
      return appendSlowly(pieces, of: message, route: route, rate: rate, at: now)
    }
    let route = hearAppend(messages: 1, at: now)
    guard route == .send, !session.hasOutputs else {
      return appendSlowly([.spliced(payload)], of: message, route: route, rate: rate, at: now)
    }
    return .relay(to: .upstream, upstream.audio(payload, rate: rate))
  }

  private mutating func hearAppend(messages: Int, at now: Moment) -> Session.AudioRoute {
    let samples = intake.lendSamples()
    defer { intake.takeBack(samples) }
    let route = session.audioAppended(samples.span.bytes, messages: messages, at: now)
    switch route {
    case .drop: break
    case .send: sentAudio.append(samples.span.bytes, waits: false, limitMs: session.repeatableMs)
    case .hold: sentAudio.append(samples.span.bytes, waits: true, limitMs: session.repeatableMs)
    }
    return route
  }

  private mutating func appendSlowly(
    _ pieces: [AudioPiece], of message: RawSpan, route: Session.AudioRoute, rate: Int, at now: Moment
  ) -> Reaction {
    var effects: [Effect] = []
    drain(into: &effects, at: now)
    for piece in pieces {
      switch (piece, route) {
      case (_, .drop): break
      case (.spliced(let range), .send): effects.append(.relay(to: .upstream, upstream.audio(range, rate: rate)))
      case (.spliced(let range), .hold):
        held.holdAudio(upstream.audio(range, rate: rate).around(message.withUnsafeBytes { Array($0[range]) }))
      case (.owned(let text), .send):
        effects.append(.send(to: .upstream, upstream.audio(0..<0, rate: rate).around(text)))
      case (.owned(let text), .hold): held.holdAudio(upstream.audio(0..<0, rate: rate).around(text))
      }
    }
    return effects.isEmpty ? .nothing : .perform(effects)
  }

  // MARK: Audio down

  private mutating func deliver(
    _ message: RawSpan, _ payload: Range<Int>, escaped: Bool, rate: Int, at now: Moment
  ) -> Reaction {
    let bytes = Base64.decodedByteCount(message, payload, escaped: escaped)
    switch session.modelAudio(bytes: bytes, rate: rate, at: now) {
    case .drop: return reaction(at: now)
    case .deliver(let part):
      guard outlet.passes(rate: rate), payload.count <= AudioOutlet.maximumDelta, !session.hasOutputs else {
        var effects: [Effect] = []
        drain(into: &effects, at: now)
        addDeltas(outlet.pieces(message, payload, escaped: escaped, rate: rate), of: part, to: &effects)
        return .perform(effects)
      }
      eventNumber += 1
      return .relay(to: .client, client.audioDelta(payload, of: part, number: eventNumber))
    }
  }

  private mutating func receive(
    _ event: UpstreamEvent, of message: RawSpan, into effects: inout [Effect], at now: Moment
  ) {
    guard case .audio(let payload, let escaped, let rate) = event else {
      session.upstreamSaid(event, at: now)
      return drain(into: &effects, at: now)
    }
    let bytes = Base64.decodedByteCount(message, payload, escaped: escaped)
    let verdict = session.modelAudio(bytes: bytes, rate: rate, at: now)
    drain(into: &effects, at: now)
    switch verdict {
    case .drop: break
    case .deliver(let part):
      addDeltas(outlet.pieces(message, payload, escaped: escaped, rate: rate), of: part, to: &effects)
    }
  }

  mutating func addDeltas(_ pieces: [AudioPiece], of part: PartAddress, to effects: inout [Effect]) {
    for piece in pieces {
      eventNumber += 1
      switch piece {
      case .spliced(let range):
        effects.append(.relay(to: .client, client.audioDelta(range, of: part, number: eventNumber)))
      case .owned(let text):
        effects.append(.send(to: .client, client.audioDelta(0..<0, of: part, number: eventNumber).around(text)))
      }
    }
  }

  // MARK: Leaving

  mutating func reaction(at now: Moment) -> Reaction {
    guard session.hasOutputs else { return .nothing }
    var effects: [Effect] = []
    drain(into: &effects, at: now)
    return effects.isEmpty ? .nothing : .perform(effects)
  }

  mutating func drain(into effects: inout [Effect], at now: Moment) {
    // What is done with kept audio can tell the session something in its turn.
    while session.hasOutputs { for output in session.takeOutputs() { perform(output, into: &effects, at: now) } }
  }

  private mutating func perform(_ output: Output, into effects: inout [Effect], at now: Moment) {
    switch output {
    case .notice(let notice):
      for text in client.encode(notice, numbers: &eventNumber) { effects.append(.send(to: .client, text)) }
    case .command(let command):
      for text in upstream.encode(command) { effects.append(.send(to: .upstream, text)) }
    case .hold(let command): held.hold(command)
    case .keptAudio(let change): perform(change, into: &effects)
    case .aside(let id, let step): take(step, of: id, into: &effects)
    case .releaseHeld: releaseHeld(into: &effects)
    case .repeatAudio: repeatAudio(into: &effects)
    case .releaseHeldContent: replay(heldContent.takeAll(), into: &effects, at: now)
    case .discardHeldContent: heldContent.discard()
    case .dropHeldAudio(let count): held.dropOldestAudio(count: count)
    case .adopt(let claim): client.adopt(claim)
    case .configured: retune()
    case .dial: effects.append(.dialUpstream)
    case .closeUpstream: effects.append(.closeUpstream)
    case .closeClient(let code, let reason): effects.append(.closeClient(code: code, reason: reason))
    case .resetClient: effects.append(.resetClient)
    case .pauseReading(let side): effects.append(.pauseReading(side))
    case .resumeReading(let side): effects.append(.resumeReading(side))
    case .log(let line): effects.append(.log(line))
    }
  }

  private mutating func repeatAudio(into effects: inout [Effect]) {
    let rate = session.negotiation.upstreamRate
    for text in sentAudio.messages(at: rate) where !text.isEmpty {
      effects.append(.send(to: .upstream, upstream.audio(0..<0, rate: rate).around(text)))
    }
  }

  private mutating func releaseHeld(into effects: inout [Effect]) {
    sentAudio.waitEnded()
    for piece in held.takeAll() {
      switch piece {
      case .command(let command):
        for text in upstream.encode(command) { effects.append(.send(to: .upstream, text)) }
      case .audio(let message): effects.append(.send(to: .upstream, message))
      }
    }
  }

  /// Handles messages as if they came now; what they splice is copied out, since they are not the message at hand.
  private mutating func replay(_ messages: [[UInt8]], into effects: inout [Effect], at now: Moment) {
    for message in messages {
      switch receiveFromUpstream(message.span.bytes, at: now) {
      case .nothing: break
      case .relay(let side, let splice): effects.append(.send(to: side, splice.around(Array(message[splice.payload]))))
      case .perform(let more): effects += more.map { $0.owning(message) }
      }
    }
  }

  private mutating func retune() {
    intake.retune(from: session.effective.inputFormat, toRate: session.negotiation.upstreamRate)
    retuneKept()
    sentAudio.retune(rate: session.effective.inputFormat.rate)
    outlet.retune(to: session.effective.outputFormat)
  }
}
