internal import Admission
internal import Dialects
internal import NIOCore
internal import WebSocket

/// Clients that come back to their session. They take no new place, so that a full gateway lets them in.
extension Reception {
  /// What is refused, and in which order: drain, key, origin, path, token missing; then one answer for all the rest.
  func wayBack(_ wish: ReattachWish, _ arrival: Arrival) async -> Result<WayBack, Refusal> {
    let shown = clientSecrets.token(among: arrival.keys)
    let secret: ClientSecretOffice.Finding? = if let shown { await clientSecrets.find(shown) } else { nil }
    let way: WayBack?
    do throws(Refusal) { way = try await calls.wayBack(to: wish.sessionID) } catch { return .failure(error) }
    var holder = holder(arrival, holding: secret)
    let credential: Doorkeeper.Credential
    if let shown, let ticket = way?.ticket, isSecret(shown, of: ticket) {
      holder = SessionHolder(
        key: ticket.holder.key, clientSecret: ticket.holder.clientSecret, origin: arrival.origin)
      credential = .clientSecret(nil)
    } else {
      credential = self.credential(arrival, secret, model: nil)
    }
    if let refusal = sessions.refusal(ofReturn: credential, origin: arrival.origin, host: arrival.client.host) {
      return .failure(refusal)
    }
    guard RealtimePath(path: arrival.facts.path) != nil else { return .failure(.unknownPath(arrival.facts.path)) }
    guard let token = wish.token else { return .failure(.missingReattachToken) }
    guard let way, way.ticket.admits(token: SecretDigest(of: token), from: holder) else {
      return .failure(.sessionNotFound)
    }
    return .success(way)
  }

  func decide(
    _ way: Result<WayBack, Refusal>, _ wish: ReattachWish, _ arrival: Arrival, _ channel: any Channel
  ) -> UpgradeDecision {
    switch way {
    case .failure(let refusal): return refused(refusal, arrival)
    case .success(let way):
      guard sessions.sessionReattached(on: channel, way.place) else { return refused(.sessionNotFound, arrival) }
      return .accept(
        UpgradeAcceptance(
          subprotocol: arrival.facts.subprotocols.contains("realtime") ? "realtime" : nil, configuration: socket,
          makeDelegate: { way.enter(wish, peer: arrival.client.address, client: $0) }))
    }
  }

  /// Who came: what a session that begins now will be bound to.
  func holder(_ arrival: Arrival, holding secret: ClientSecretOffice.Finding?) -> SessionHolder {
    switch secret {
    case .found(let found):
      SessionHolder(
        key: found.maker, clientSecret: clientSecrets.token(among: arrival.keys).map { SecretDigest(of: $0) },
        origin: arrival.origin)
    case .refused, nil:
      SessionHolder(
        key: sessions.rightKey(among: arrival.keys).map { SecretDigest(of: $0) }, origin: arrival.origin)
    }
  }

  /// The client secret with which the session began opens it again, also when it has expired: it was to begin sessions in
  /// time, and this one did. It still dies with the key that made it.
  private func isSecret(_ shown: String, of ticket: ReattachTicket) -> Bool {
    guard let known = ticket.holder.clientSecret, clientSecrets.makers.contains(ticket.holder.key) else { return false }
    return known.isEqual(to: SecretDigest(of: shown))
  }
}
