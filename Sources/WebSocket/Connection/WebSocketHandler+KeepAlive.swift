internal import NIOCore

extension WebSocketHandler {
  func scheduleNextPing() {
    guard let keepAlive = configuration.keepAlive, closing.isOpen else { return }
    nextPing = eventLoop.assumeIsolated().scheduleTask(in: keepAlive.interval) { [self] in
      pingIsDue(keepAlive)
    }
  }

  func stopPinging() {
    nextPing?.cancel()
    pongDeadline?.cancel()
    nextPing = nil
    pongDeadline = nil
  }

  private func pingIsDue(_ keepAlive: WebSocketConfiguration.KeepAlive) {
    guard closing.isOpen else { return }
    sendPing()
    if liveness.pingSent() {
      pongDeadline = eventLoop.assumeIsolated().scheduleTask(in: keepAlive.timeout) { [self] in
        pongIsDue()
      }
    }
    scheduleNextPing()
  }

  private func pongIsDue() {
    switch liveness.timeoutPassed(isReading: isReading) {
    case .alive: break
    case .silent: perform(closing.peerFellSilent())
    }
  }
}
