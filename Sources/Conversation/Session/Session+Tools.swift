internal import ByteJSON

/// Function calling (semantics 5).
extension Session {
  // MARK: The model calls

  mutating func toolsCalled(_ calls: [ToolCall], at now: Moment) {
    guard !calls.isEmpty, contentCame(at: now) else {
      tally.strayPieces += calls.count
      return
    }
    if answer.phase == .generated { finishAnswer(.completed, at: now) }
    closePart(.completed)
    let response = beginResponse(at: now)
    for call in calls { announce(call, in: response) }
    finishAnswer(.completed, at: now)
    tail.toolCallEnded(at: now.ms)
  }

  private mutating func announce(_ call: ToolCall, in response: Response) {
    let callID = identifiers.next("call")
    let index = answer.response?.output.count ?? 0
    let made = CallAnnouncement(
      address: PartAddress(responseID: response.id, itemID: identifiers.next("item"), outputIndex: index),
      callID: callID, call: call)
    let previous = record.append(made.done, isUpstream: true)
    notice(
      made.notices(
        announced: .itemAdded(made.begun, previous: previous), placed: .itemDone(made.done, previous: previous)))
    answer.outputAdded(made.done)
    toolCalls.called(ToolCalls.Call(callID: callID, upstreamID: call.id, name: call.name))
  }

  /// The user spoke over the calls: their outputs are not wanted any more.
  mutating func toolCallsCancelled(_ ids: [String], at now: Moment) {
    let results = toolCalls.cancelled(upstreamIDs: ids)
    if !results.isEmpty { return answerTools(with: results, at: now) }
    guard !toolCalls.isAwaiting else { return }
    if answer.phase == .none { restoreContext() }
    guard let create = toolCalls.takeWaitingCreate() else { return }
    takeUp(create, at: now)
  }

  // MARK: The client answers

  /// A `function_call_output` item was announced.
  mutating func outputGiven(_ item: Item, _ output: String, callID: String, at now: Moment) {
    switch toolCalls.outputGiven(output, callID: callID) {
    case .collected: record.markUpstream([item.id])
    case .complete(let results):
      record.markUpstream([item.id])
      answerTools(with: results, at: now)
    case .late, .unknown: pending.itemAdded(item)
    case .lastOrphan:
      pending.itemAdded(item)
      orphansAnswered(at: now)
    }
  }

  /// All outputs go up at once; the model goes on by itself, which is a credit.
  private mutating func answerTools(with results: [ToolResult], at now: Moment) {
    switch answer.phase {
    case .open, .generated: finishAnswer(.completed, at: now)
    case .none, .awaited: break
    }
    amendIfPossible()
    applyContext(of: toolCalls.waitingCreate?.request)
    send(.toolResponse(results))
    answer.expected(Expectation(cause: .item, medium: nil, since: now.ms))
    if let create = toolCalls.takeWaitingCreate() {
      if answer.isClaimed { refuseSecond(create) } else { claimAnswer(with: create) }
    } else if claim.contract.absorbsLateCreate {
      pending.itemCreditGranted(at: now.ms)
    } else if !answer.isClaimed {
      holding = HeldContent(since: now.ms)
    }
  }

  /// Every call of a connection that ended has its output: it does what a `toolResponse` would.
  private mutating func orphansAnswered(at now: Moment) {
    if let create = toolCalls.takeWaitingCreate() { return takeUp(create, at: now) }
    switch claim.contract.itemTrigger {
    case .atOnce, .afterQuiet: pending.triggerSet(due: now.ms)
    case .never: break
    }
  }

  /// The connection that waits for outputs has ended: those that came go up with the next content, as text.
  mutating func orphanTools() {
    let answered = toolCalls.connectionEnded()
    for entry in record.entries {
      guard case .functionCallOutput(let callID, _) = entry.item.kind, answered.contains(callID) else { continue }
      pending.itemAdded(entry.item)
    }
  }

  /// A create while outputs are missing waits for them.
  mutating func createWaitsForTools(_ request: ResponseRequest, at now: Moment) {
    guard toolCalls.waitingCreate == nil else { return refuseSecond(request) }
    toolCalls.createWaits(request, since: now.ms)
  }

  /// The create waited long enough: the missing calls are answered with an error.
  mutating func toolTimePassed(at now: Moment) {
    if now.ms >= toolCalls.deadline(wait: settings.toolWait) {
      out.log(.warning, "Function outputs did not come; the model is told so")
      if toolCalls.areOrphans { giveUpOrphans(at: now) } else { answerTools(with: toolCalls.takeAll(), at: now) }
    }
    if now.ms >= holding?.deadline(wait: settings.toolWait) ?? .max { discardHeldContent(at: now) }
  }

  private mutating func giveUpOrphans(at now: Moment) {
    _ = toolCalls.takeAll()
    if let create = toolCalls.takeWaitingCreate() { takeUp(create, at: now) }
  }

  // MARK: Content that waits for a create

  /// Content of the model is kept until the client asks for it: OpenAI never goes on after a function by itself.
  package var holdsContent: Bool { holding != nil }

  /// Bytes that may be held.
  package var heldContentLimit: Int { settings.heldContentBytes }

  /// The create for the held answer came.
  mutating func releaseHeldContent() {
    guard holding != nil else { return }
    holding = nil
    out.add(.releaseHeldContent)
  }

  /// The user went on, or nobody asked in time: what was held, and the rest of that turn, is dropped.
  package mutating func discardHeldContent(at now: Moment) {
    guard let held = holding else { return }
    holding = nil
    out.add(.discardHeldContent)
    // A transcript that came with an `interrupted` has begun the answer all the same.
    if answer.phase == .awaited { answer.forgotten() }
    if held.hasContent { tail.cancelled(at: now.ms) }
  }

  package mutating func contentHeld(at now: Moment) {
    holding?.hasContent = true
    answer.contentSeen(at: now.ms)
  }
}
