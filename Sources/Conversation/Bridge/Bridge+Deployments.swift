/// A call can go on with another deployment; its dialect takes the place of the one before.
extension Bridge {
  /// Whether the conversation can be had in `dialect`.
  package func canMove(to dialect: any UpstreamDialect) -> Bool {
    session.canMove(to: dialect.capabilities) { (wish) throws(Fault) in try dialect.negotiate(wish) }
  }

  /// Who serves the call from now on; nil: who the client would think.
  package mutating func served(by servedBy: ServedBy?) { session.served(by: servedBy) }

  /// The same of one aside.
  package mutating func served(_ id: AsideID, by servedBy: ServedBy?) { session.served(id, by: servedBy) }

  /// The upstream's socket is open, and it is another deployment's, which speaks `dialect`.
  package mutating func upstreamOpened(movedTo dialect: any UpstreamDialect, at now: Moment) -> Reaction {
    if canMove(to: dialect) {
      upstream = dialect
      unspoken = dialect
    }
    session.upstreamOpened(at: now, movedTo: dialect.capabilities) { (wish) throws(Fault) in
      try dialect.negotiate(wish)
    }
    return reaction(at: now)
  }

  /// The same for the connection of an aside.
  package mutating func asideOpened(
    _ id: AsideID, movedTo dialect: any UpstreamDialect, at now: Moment
  ) -> Reaction {
    asides[id]?.dialect = dialect
    session.asideOpened(id, at: now, movedTo: dialect.capabilities) { (wish) throws(Fault) in
      try dialect.negotiate(wish)
    }
    return reaction(at: now)
  }

  /// The upstream's setup was accepted, and the connection is in use.
  package var isUpstreamReady: Bool { session.isUpstreamReady }
}
