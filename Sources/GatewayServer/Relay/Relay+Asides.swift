internal import Conversation
internal import NIOCore
internal import WebSocket

/// The connections of the asides: each is dialled like the conversation's own, and its end is the end of one response.
extension Relay {
  func dialAside(_ id: AsideID) {
    let listener = RelaySocket(.aside(id), of: self)
    asides[id] = AsideConnection(listener: listener)
    asides[id]?.dialling = deployments.dialAside(on: eventLoop, delegate: listener, canServe: canServe) {
      [self] in dialled($0, of: id, listener: listener)
    }
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

  private func dialled(_ outcome: UpstreamDial.Outcome, of id: AsideID, listener: RelaySocket) {
    guard asides[id]?.listener === listener else {
      if case .open(let opened) = outcome { opened.socket.abort() }
      return
    }
    asides[id]?.dialling = nil
    switch outcome {
    case .open(let opened):
      asides[id]?.socket = opened.socket
      // It would add to what the client does not read.
      if isClientFull { opened.socket.pauseReading() }
      if opened.isMove { bridge.served(id, by: deployments.served(by: opened.way.deployment)) }
      step { bridge in
        opened.isMove
          ? bridge.asideOpened(id, movedTo: opened.way.dialect, at: self.clock.now)
          : bridge.asideOpened(id, at: self.clock.now)
      }
    case .failed(let failure, _):
      if let answer = failure.answer {
        log.asideRefused(status: answer.status)
      } else {
        log.asideUnreachable(failure.detail)
      }
      step { $0.asideUnreachable(id, failure.closure, at: self.clock.now) }
    }
  }
}
