private import ByteJSON
private import VoiceAudio

/// The connections of the asides. Their doors are those of the conversation's own, with the aside's name.
extension Bridge {
  package mutating func asideOpened(_ id: AsideID, at now: Moment) -> Reaction {
    session.asideOpened(id, at: now)
    return reaction(at: now)
  }

  package mutating func receive(_ message: RawSpan, fromAside id: AsideID, at now: Moment) -> Reaction {
    var effects: [Effect] = []
    switch asides[id]?.dialect.decode(message) {
    case nil: break
    case .audio(let payload, let escaped, let rate):
      deliver(message, payload, escaped: escaped, rate: rate, of: id, into: &effects, at: now)
    case .events(let events):
      for event in events {
        if case .audio(let payload, let escaped, let rate) = event {
          deliver(message, payload, escaped: escaped, rate: rate, of: id, into: &effects, at: now)
        } else {
          session.asideSaid(event, id, at: now)
          drain(into: &effects, at: now)
        }
      }
    case .unreadable(let reason):
      effects.append(.log(LogLine(.warning, "An upstream message could not be read", ["reason": reason])))
    }
    return bounded(effects.isEmpty ? .nothing : .perform(effects), at: now)
  }

  /// The connection of an aside closed with `code` (nil: without a close frame).
  package mutating func asideClosed(_ id: AsideID, code: Int?, reason: String, at now: Moment) -> Reaction {
    session.asideClosed(id, unspoken.explain(close: code, reason: reason), at: now)
    return reaction(at: now)
  }

  package mutating func asideRefused(_ id: AsideID, status: Int, body: [UInt8], at now: Moment) -> Reaction {
    session.asideClosed(id, unspoken.explain(handshake: status, body: body), at: now)
    return reaction(at: now)
  }

  package mutating func asideUnreachable(_ id: AsideID, _ closure: UpstreamClosure, at now: Moment) -> Reaction {
    session.asideClosed(id, closure, at: now)
    return reaction(at: now)
  }

  private mutating func deliver(
    _ message: RawSpan, _ payload: Range<Int>, escaped: Bool, rate: Int, of id: AsideID,
    into effects: inout [Effect], at now: Moment
  ) {
    let bytes = Base64.decodedByteCount(message, payload, escaped: escaped)
    let verdict = session.asideAudio(bytes: bytes, rate: rate, id, at: now)
    drain(into: &effects, at: now)
    switch verdict {
    case .drop: break
    case .deliver(let part):
      let pieces = asides[id]?.outlet.pieces(message, payload, escaped: escaped, rate: rate) ?? []
      addDeltas(pieces, of: part, from: message, to: &effects)
    }
  }

  mutating func take(_ step: AsideStep, of id: AsideID, into effects: inout [Effect]) {
    switch step {
    case .dial(let format):
      asides[id] = AsideLine(dialect: unspoken, outlet: AudioOutlet(to: format))
      effects.append(.dialAside(id))
    case .command(let command):
      for text in asides[id]?.dialect.encode(command) ?? [] { effects.append(.send(to: .aside(id), text)) }
    case .close:
      asides[id] = nil
      effects.append(.closeAside(id))
    }
  }
}
