internal import VoiceAudio

/// The client's audio on its way up: one splice where formats agree, else piece by piece.
extension Bridge {
  mutating func append(
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
    // A turn that was answered meanwhile goes before this audio can begin the next one.
    sentAudio.limit(toMs: session.repeatableMs)
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
        held.holdAudio(upstream.audio(range, rate: rate).complete(from: message))
      case (.owned(let text), .send):
        effects.append(.send(to: .upstream, upstream.audio(0..<0, rate: rate).around(text)))
      case (.owned(let text), .hold): held.holdAudio(upstream.audio(0..<0, rate: rate).around(text))
      }
    }
    return effects.isEmpty ? .nothing : .perform(effects)
  }
}
