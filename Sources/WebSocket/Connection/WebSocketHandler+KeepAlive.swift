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
    // Buffers kept for the next message cost more in thousands of silent connections than they save in a busy one
    // that makes them anew once per interval.
    decoder.rested()
    outbox.rested()
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
