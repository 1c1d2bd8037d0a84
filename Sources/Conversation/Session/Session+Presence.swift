/// A client that loses its connection, and comes back (semantics 8).
///
/// While it is away, the call goes on: the model says what it has to say, and the bridge keeps that for the client. Only what
/// waits for a person to speak waits for the person: an open user turn, and the prompt after a silence.
extension Session {
  /// Nobody hears the call now; its client may come back.
  package var isClientAway: Bool { presence.isAway }

  /// The client's connection broke, without a word that it was meant to.
  package mutating func clientLost(at now: Moment) {
    guard !isEnded else { return }
    // Who has not been greeted has no token to come back with.
    guard presence.canWait, isCreated, !isDraining else { return clientClosed(at: now) }
    presence.lost(at: now.ms)
    playback.clientLost()
    // What it does not read is kept by the bridge now, which has a bound of its own.
    clientTakesMore(at: now)
  }

  /// It has another connection. It is told what the session is, then what it has missed.
  ///
  /// - Parameters:
  ///   - token: what it came back with, which stays good; nil: it is not shown again.
  ///   - number: of the last event that it knows; nil: it did not say.
  package mutating func clientReturned(token: String?, after number: Int?, at now: Moment) {
    guard !isEnded else { return }
    presence.returned()
    lastActivity = now.ms
    turn.resumed(at: now.ms)
    playback.clientReturned(at: now.ms)
    answeredAt = answeredAt.map { max($0, playback.estimatedEnd ?? now.ms, now.ms) }
    out.notice(.sessionCreated(view(shapes: createdShapes, reattachToken: token), conversationID: nil))
    out.add(.tellMissed(after: number))
    clientTakesMore(at: now)
    if flow.upstreamStalledSince != nil { out.add(.pauseReading(.client)) }
  }

  private mutating func clientTakesMore(at now: Moment) {
    guard flow.clientStalledSince != nil else { return }
    writabilityChanged(of: .client, isWritable: true, at: now)
  }

  /// Nobody came back.
  mutating func clientStayedAway(at now: Moment) {
    out.log(.info, "The client did not come back")
    clientClosed(at: now)
  }
}
