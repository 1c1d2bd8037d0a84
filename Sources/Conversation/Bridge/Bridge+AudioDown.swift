internal import VoiceAudio

/// The model's audio on its way down: one splice where formats agree, else piece by piece.
extension Bridge {
  mutating func deliver(
    _ message: RawSpan, _ payload: Range<Int>, escaped: Bool, rate: Int, at now: Moment
  ) -> Reaction {
    let bytes = Base64.decodedByteCount(message, payload, escaped: escaped)
    switch session.modelAudio(bytes: bytes, rate: rate, at: now) {
    case .drop: return reaction(at: now)
    case .deliver(let part):
      guard outlet.passes(rate: rate), payload.count <= AudioOutlet.maximumDelta, !session.hasOutputs else {
        var effects: [Effect] = []
        drain(into: &effects, at: now)
        addDeltas(outlet.pieces(message, payload, escaped: escaped, rate: rate), of: part, from: message, to: &effects)
        return effects.isEmpty ? .nothing : .perform(effects)
      }
      eventNumber += 1
      let delta = client.audioDelta(payload, of: part, number: eventNumber)
      return mayLeave(delta.complete(from: message), number: eventNumber) ? .relay(to: .client, delta) : .nothing
    }
  }

  mutating func receive(
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
      addDeltas(outlet.pieces(message, payload, escaped: escaped, rate: rate), of: part, from: message, to: &effects)
    }
  }

  mutating func addDeltas(
    _ pieces: [AudioPiece], of part: PartAddress, from message: RawSpan, to effects: inout [Effect]
  ) {
    for piece in pieces {
      eventNumber += 1
      switch piece {
      case .spliced(let range):
        let delta = client.audioDelta(range, of: part, number: eventNumber)
        if mayLeave(delta.complete(from: message), number: eventNumber) { effects.append(.relay(to: .client, delta)) }
      case .owned(let text):
        let delta = client.audioDelta(0..<0, of: part, number: eventNumber).around(text)
        if mayLeave(delta, number: eventNumber) { effects.append(.send(to: .client, delta)) }
      }
    }
  }
}
