/// A client that may lose its connection and come back: its events are kept.
extension Bridge {
  /// The client's connection is gone, without a word that it was meant to.
  package mutating func clientLost(at now: Moment) -> Reaction {
    session.clientLost(at: now)
    return reaction(at: now)
  }

  /// The client is there again, on another connection. If it was not missed yet, `clientLost` comes before this.
  ///
  /// - Parameters:
  ///   - token: what it came back with, to be shown to it again.
  ///   - lastEventID: the last event that it knows; nil: it does not say, and gets what came while it was away.
  package mutating func clientReturned(token: String?, lastEventID: String?, at now: Moment) -> Reaction {
    session.clientReturned(token: token, after: lastEventID.flatMap(client.eventNumber), at: now)
    return reaction(at: now)
  }

  /// Messages with consecutive numbers, the last of which is `eventNumber`, leave for the client or are kept for it.
  ///
  /// - Parameter again: they may be told to another connection, too.
  mutating func tell(_ texts: [[UInt8]], again: Bool, into effects: inout [Effect]) {
    let first = eventNumber - texts.count + 1
    for (offset, text) in texts.enumerated() {
      if again {
        guard mayLeave(text, number: first + offset) else { continue }
      } else {
        keptEvents?.sentOnce(number: first + offset)
      }
      effects.append(.send(to: .client, text))
    }
  }

  /// Whether an event leaves now, or waits for the client to be there. In both cases it is kept, if events are.
  mutating func mayLeave(_ text: @autoclosure () -> [UInt8], number: Int) -> Bool {
    guard keptEvents != nil else { return true }
    guard session.isClientAway else {
      keptEvents?.sent(text(), number: number)
      return true
    }
    keptEvents?.missed(text(), number: number)
    return false
  }

  mutating func tellMissed(after number: Int?, into effects: inout [Effect]) {
    for text in keptEvents?.tell(after: number) ?? [] { effects.append(.send(to: .client, text)) }
  }

  /// The upstream has to wait when a client that is away has missed too much.
  mutating func bounded(_ reaction: Reaction, at now: Moment) -> Reaction {
    guard session.isClientAway, keptEvents?.isFull == true, session.flow.clientStalledSince == nil else {
      return reaction
    }
    session.writabilityChanged(of: .client, isWritable: false, at: now)
    var effects = reaction.effects
    drain(into: &effects, at: now)
    return effects.isEmpty ? .nothing : .perform(effects)
  }
}
