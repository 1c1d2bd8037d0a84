/// `idle_timeout_ms`: a user who says nothing after an answer is prompted.
extension Session {
  /// Monotonic ms at which the user has been silent for too long.
  var idleDeadline: Int {
    guard let since = answeredAt, case .server(_, _, _, let timeout?) = effective.turnDetection?.method,
      answer.phase == .none, !turn.isOpen, !toolCalls.isAwaiting, holding == nil, pending.trigger == nil, link.isOpen,
      asides.speaking == nil, !presence.isAway
    else { return .max }
    return since + timeout
  }

  /// An answer has been given: from the end of its sound on, the user is expected to say something.
  mutating func answerGiven(_ status: Response.Status, at now: Moment) {
    answeredAt = status == .completed ? max(now.ms, playback.estimatedEnd ?? now.ms) : nil
  }

  /// The silence becomes a turn of the user, and the model answers that.
  mutating func userStayedSilent(at now: Moment) {
    answeredAt = nil
    let itemID = identifiers.next("item")
    notice(.idleTimedOut(itemID: itemID, startMs: audioMsAtCommit, endMs: audioMs))
    commit(
      itemID: itemID, transcript: TranscriptAccumulator(style: capabilities.transcriptStyle),
      audioMs: audioMs - audioMsAtCommit, speechEnd: now.ms, awaitsAnswer: false, at: now)
    askForAnswer(at: now)
    answer.expected(Expectation(cause: .item, medium: .speech, since: now.ms))
  }
}
