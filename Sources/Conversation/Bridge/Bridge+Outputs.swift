internal import VoiceAudio

/// What the session wants done, made into what the shell does.
extension Bridge {
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
      tell(client.encode(notice, numbers: &eventNumber), again: notice.isRepeatable, into: &effects)
    case .tellMissed(let number): tellMissed(after: number, into: &effects)
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
    case .dial(let destination): effects.append(.dialUpstream(destination))
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
      // The gateway or the client marks the turns now.
      case .command(.audioStreamEnd) where session.turnControl != .upstream: break
      case .command(let command):
        for text in upstream.encode(command) { effects.append(.send(to: .upstream, text)) }
      case .audio(let message): effects.append(.send(to: .upstream, message))
      }
    }
  }

  /// Handles messages as if they came now; what they splice is copied out, since they are not the message at hand.
  private mutating func replay(_ messages: [[UInt8]], into effects: inout [Effect], at now: Moment) {
    for message in messages {
      effects += receiveFromUpstream(message.span.bytes, at: now).effects.map { $0.owning(message) }
    }
  }

  private mutating func retune() {
    intake.retune(from: session.effective.inputFormat, toRate: session.negotiation.upstreamRate)
    retuneKept()
    sentAudio.retune(rate: session.effective.inputFormat.rate)
    outlet.retune(to: session.effective.outputFormat)
  }
}
