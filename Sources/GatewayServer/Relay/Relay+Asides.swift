internal import Conversation
internal import NIOCore
internal import WebSocket

/// The connections of the asides: each is dialled like the conversation's own, and its end is the end of one response.
extension Relay {
  func dialAside(_ id: AsideID) {
    let listener = RelaySocket(.aside(id), of: self)
    let dialler = dialler.again()
    asides[id] = AsideConnection(listener: listener, dialler: dialler)
    let dialling = dialler.dial(on: eventLoop, delegate: listener) { [weak self] outcome in
      self?.dialled(outcome, of: id, listener: listener)
    }
    asides[id]?.dialling = dialling
  }

  func closeAside(_ id: AsideID) {
    guard let connection = asides.removeValue(forKey: id) else { return }
    connection.dialling?.cancel()
    connection.socket?.close(.normal)
  }

  func asideClosed(_ report: CloseReport, of id: AsideID, listener: RelaySocket) {
    guard asides[id]?.listener === listener else { return }
    asides[id]?.socket = nil
    log.asideClosed(report)
    let end = report.end
    step { $0.asideClosed(id, code: end.code, reason: end.reason, at: self.clock.now) }
  }

  private func dialled(_ outcome: UpstreamDialler.Outcome, of id: AsideID, listener: RelaySocket) {
    guard asides[id]?.listener === listener else {
      if case .open(let handler) = outcome { handler.abort() }
      return
    }
    asides[id]?.dialling = nil
    switch outcome {
    case .open(let handler):
      asides[id]?.socket = handler
      // It would add to what the client does not read.
      if isClientFull { handler.pauseReading() }
      step { $0.asideOpened(id, at: self.clock.now) }
    case .refused(let status, let body):
      log.asideRefused(status: status)
      step { $0.asideRefused(id, status: status, body: body, at: self.clock.now) }
    case .unreachable(let closure, let detail):
      log.asideUnreachable(detail)
      step { $0.asideUnreachable(id, closure, at: self.clock.now) }
    }
  }
}
