/// The end of the call, and back-pressure (semantics 7, 8, 9).
extension Session {
  /// The client's connection is gone, for good.
  package mutating func clientClosed(at now: Moment) {
    guard !isEnded else { return }
    isEnded = true
    tally.turnEnded()
    abandonAsides()
    out.add(.closeUpstream)
  }

  /// The gateway shuts down: an answer that runs or is awaited is finished first.
  package mutating func gatewayDraining(at now: Moment) {
    guard !isEnded else { return }
    isDraining = true
    endIfDrained()
  }

  /// Nothing runs any more, so a draining call ends.
  mutating func endIfDrained() {
    guard isDraining, !isEnded else { return }
    guard presence.isAway || answer.phase == .none && !turn.isOpen && asides.running.isEmpty else { return }
    end(with: Self.draining, code: 1012)
  }

  private static let draining = Fault(
    .server, code: "server_draining", "This gateway is shutting down. Connect again: another one takes over.")

  /// The time to drain is over, whatever runs.
  package mutating func gatewayCutOff(at now: Moment) {
    guard !isEnded else { return }
    end(with: Self.draining, code: 1012)
  }

  /// The gateway itself ends the call: a message of the client was too large.
  package mutating func gatewayClosing(_ fault: Fault, code: UInt16, at now: Moment) {
    guard !isEnded else { return }
    end(with: fault, code: code)
  }

  /// The client is told why, every response is finished, and both connections close.
  mutating func end(with fault: Fault, code: UInt16, status: Response.Status? = nil) {
    isCreated = true
    for notice in early { out.notice(notice) }
    early = []
    let wasGenerated = answer.phase == .generated
    closePart(wasGenerated ? .completed : .incomplete)
    if let done = answer.finished(wasGenerated ? .completed : .failed(fault)) { notice(.responseDone(done, effective)) }
    finishAsides(.failed(fault))
    completeInputTranscript()
    fail(fault)
    tally.turnEnded()
    isEnded = true
    out.add(.closeUpstream)
    out.add(.closeClient(code: code, reason: fault.closeReason))
  }

  // MARK: Back-pressure

  package mutating func writabilityChanged(of side: Side, isWritable: Bool, at now: Moment) {
    guard !isEnded else { return }
    switch (side, isWritable) {
    case (.client, false):
      flow.clientStalled(at: now.ms)
      out.add(.pauseReading(.upstream))
    case (.client, true):
      flow.clientDrained()
      answer.contentSeen(at: now.ms)
      out.add(.resumeReading(.upstream))
    case (.upstream, false):
      flow.upstreamStalled(at: now.ms)
      out.add(.pauseReading(.client))
    case (.upstream, true):
      flow.upstreamDrained()
      out.add(.resumeReading(.client))
    case (.aside, _): break  // What goes up there is bounded: the record, once.
    }
  }
}

extension Fault {
  /// `TYPE.CODE`, as OpenAI writes it; an expired session gives its text.
  fileprivate var closeReason: String {
    switch kind {
    case .sessionExpired: message
    case .invalidRequest, .server, .rateLimit, .authentication: "\(kind.rawValue).\(code)"
    }
  }
}
