internal import VoiceAudio

/// Audio that does not go up as it comes: the client or the gateway's detector says when (semantics 4).
extension Bridge {
  /// An append whose decoded bytes are in the intake.
  mutating func keepAppend(into effects: inout [Effect], at now: Moment) {
    intake.expand()
    let samples = intake.lendSamples()
    let dropped = kept.append(samples.span.bytes)
    session.audioKept(samples.span.bytes, dropped: (dropped.uncommitted, dropped.waiting), at: now)
    intake.takeBack(samples)
    drain(into: &effects, at: now)
  }

  /// What the session wants done with the audio that is kept.
  mutating func perform(_ change: KeptAudio.Change, into effects: inout [Effect]) {
    switch change {
    case .commit(let lastMs): kept.commit(lastMs: lastMs)
    case .trim(let ms): kept.trim(toMs: ms)
    case .clearUncommitted: kept.clearUncommitted()
    case .send(let isLast, let isHeld): sendKept(isLast: isLast, isHeld: isHeld, into: &effects)
    case .rewind: kept.rewind()
    case .forgetSent: kept.forgetSent()
    case .clear: kept.clear()
    }
  }

  private mutating func sendKept(isLast: Bool, isHeld: Bool, into effects: inout [Effect]) {
    let ms = kept.waitingMs
    let texts = kept.send(isLast: isLast)
    let message = upstream.audio(0..<0, rate: session.negotiation.upstreamRate)
    if isHeld { session.keptAudioHeld(ms: ms, messages: texts.count) }
    for text in texts {
      if isHeld {
        held.holdAudio(message.around(text))
      } else {
        effects.append(.send(to: .upstream, message.around(text)))
      }
    }
  }

  mutating func retuneKept() {
    kept.retune(rate: session.effective.inputFormat.rate, upstreamRate: session.negotiation.upstreamRate)
  }
}
