/// A call that goes on with another deployment of its model, or with another model (semantics 8).
extension Session {
  /// Who serves the call from now on; nil: who the client would think. Clients that must not know the model are not told.
  package mutating func served(by servedBy: ServedBy?) {
    self.servedBy = shown(servedBy)
    answer.served(by: self.servedBy)
  }

  /// The same of one aside.
  package mutating func served(_ id: AsideID, by servedBy: ServedBy?) {
    let servedBy = shown(servedBy)
    asides.running[id]?.answer.served(by: servedBy)
  }

  private func shown(_ servedBy: ServedBy?) -> ServedBy? { defaults.pins.fields.contains(.model) ? nil : servedBy }

  /// Whether the session that the client was shown can be had of such a model.
  package func canMove(to model: Capabilities, negotiate: Negotiate) -> Bool {
    guard model.transcribesOnly == capabilities.transcribesOnly, let agreed = try? negotiate(wanted) else {
      return false
    }
    return agreed.effective.turnControl == turnControl
  }

  /// The socket that was dialled is open, and leads to another deployment: the same session in its words. It knows
  /// nothing of the call, whatever the handle; and what the client waits for is asked of it.
  package mutating func upstreamOpened(at now: Moment, movedTo model: Capabilities, negotiate: Negotiate) {
    guard !isEnded, link.phase == .dialling else { return }
    guard canMove(to: model, negotiate: negotiate), let agreed = try? negotiate(wanted) else {
      return cannotServe(at: now)
    }
    link.moved()
    capabilities = model
    forgetHandle()
    accepted = accepted.flatMap { before in
      (try? negotiate(before.wanted)).map { Agreement(wanted: before.wanted, negotiation: $0) }
    }
    // What is held was meant for one that needs no opening.
    if model.opensWithHistory, link.hasContent { recovery = recovery ?? Recovery() }
    negotiation = agreed
    tuneDetector()
    out.add(.configured)
    upstreamOpened(at: now)
  }

  /// The socket of an aside is open, and leads to another deployment than the conversation's.
  package mutating func asideOpened(_ id: AsideID, at now: Moment, movedTo model: Capabilities, negotiate: Negotiate) {
    guard let wish = asides.running[id]?.wish else { return }
    do throws(Fault) {
      asides.running[id]?.moved(to: try negotiate(wish))
      asideOpened(id, at: now)
    } catch {
      finishAside(id, .failed(error))
    }
  }

  /// The client changed its session while that deployment was being dialled.
  private mutating func cannotServe(at now: Moment) {
    out.add(.closeUpstream)
    let fault = Fault(
      .server, code: "server_error", "No other service can take over this session as it is now. Start a new one.")
    goOn(after: UpstreamClosure(.transient, fault), to: .same, at: now)
  }
}
