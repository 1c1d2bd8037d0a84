internal import Conversation
internal import NIOCore
internal import WebSocket

/// The client's connections: mostly one, more where it may lose one and come back.
extension Relay {
  /// Whether somebody hears the call.
  enum Attendance {
    case here(any CallSocket, RelaySocket)
    /// The client may come back, or the call is just about to end.
    case away
    /// The call has ended, and been reported.
    case over
  }

  /// On the first connection.
  func clientCame(on socket: any CallSocket) -> RelaySocket {
    let listener = RelaySocket(.client, of: self)
    attendance = .here(socket, listener)
    return listener
  }

  func clientClosed(_ report: CloseReport) {
    log.clientClosed(report)
    guard let entry, report.isLoss else { return clientLeft() }
    clientLost()
    guard !bridge.session.isOver else { return }
    log.detached()
    let call = NIOLoopBound(self, eventLoop: eventLoop)
    entry.place.clientWent { [eventLoop] in eventLoop.execute { call.value.draining() } }
  }

  private func clientLeft() {
    captured(.clientClosed)
    attendance = .away
    step { $0.clientClosed(at: self.clock.now) }
  }

  private func clientLost() {
    captured(.clientLost)
    attendance = .away
    isClientFull = false
    step { $0.clientLost(at: self.clock.now) }
  }

  /// A client with the right token has another connection.
  func clientReturned(on socket: any CallSocket, listener: RelaySocket, wish: ReattachWish, peer: String) {
    // The old connection may leave in the middle of a row of messages.
    readEnded()
    if case .here(let old, let oldListener) = attendance {
      // Half open, most likely. Whoever is still there is told that it is deliberate.
      oldListener.leaveCall()
      clientLost()
      old.close(.normal, reason: "Another connection took over this session.")
    }
    guard case .away = attendance, bridge.session.isClientAway else {
      listener.leaveCall()
      return socket.close(.serviceRestart, reason: "This session has just ended.")
    }
    attendance = .here(socket, listener)
    entry?.place.clientCameBack()
    log.reattached(peer: peer, hops: socket is FarSocket)
    captured(.clientReturned(lastEventID: wish.lastEventID))
    step { $0.clientReturned(token: wish.token, lastEventID: wish.lastEventID, at: self.clock.now) }
  }

  /// Nobody hears the call, and it is over: the one line of the log, and what it held is given back.
  func finishIfOver() {
    guard case .away = attendance, bridge.session.isOver else { return }
    attendance = .over
    stopTimer()
    log.sessionEnded(tally: bridge.session.tally, ms: clock.now.ms)
    deployments.left()
    capture?.ended()
    entry?.ended()
  }
}

extension CloseReport {
  /// Nobody said that the call is over: the network, a proxy or the client's program broke, or its page went away and may be
  /// loading again. A close frame of an application says goodbye, also one without a code, which is `close()` in a browser.
  var isLoss: Bool {
    switch self {
    case .closedByPeer(let code?, _):
      [.goingAway, .internalError, .serviceRestart, .tryAgainLater, .badGateway].contains(code)
    case .closedByPeer(nil, _), .closedByUs, .failedByPeer, .aborted: false
    case .endOfStream, .connectionLost, .unresponsive: true
    }
  }
}
