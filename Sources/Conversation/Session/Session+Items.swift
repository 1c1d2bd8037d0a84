private import ByteJSON

/// What clients do with items (semantics 1, 4, 6).
extension Session {
  package mutating func itemCreated(
    _ new: NewItem, shape: EventShape, eventID: String?, at now: Moment, negotiate: Negotiate
  ) {
    guard begin(at: now) else { return }
    shapeSeen(shape, at: now, negotiate: negotiate)
    var new = new
    let place: Place
    do throws(Fault) {
      new.kind = try inputsRead(new.kind)
      place = try check(new)
    } catch {
      fail(error.caused(by: eventID))
      return
    }
    let item = Item(id: new.id ?? identifiers.next("item"), status: .completed, kind: new.kind)
    let shown = item.withoutMedia
    let previous: String?
    switch place {
    case .end: previous = record.append(shown, isUpstream: false)
    case .front:
      record.insertFirst(shown)
      previous = nil
    }
    notice(.itemAdded(shown, previous: previous))
    notice(.itemDone(shown, previous: previous))
    link.contentCame()
    switch item.kind {
    case .message where place == .end && isVideo(item, at: now): break
    case .message:
      if item.role == .user { tally.userTurns += 1 }
      pending.itemAdded(item, first: place == .front)
      if item.role == .user, place == .end { setTrigger(at: now) }
    case .functionCall(let callID, _, _):
      toolCalls.remembered(callID: callID)
      pending.itemAdded(item, first: place == .front)
    case .functionCallOutput(let callID, let output): outputGiven(item, output, callID: callID, at: now)
    }
    fireTrigger(at: now)
    takeSetup(at: now)
  }

  private enum Place: Equatable {
    case end
    case front
  }

  private func check(_ new: NewItem) throws(Fault) -> Place {
    if let id = new.id, record.contains(id) {
      throw Fault(
        .invalidRequest, code: "item_create_duplicate_item_id",
        "The conversation already has an item '\(id)'. Leave the id out, or choose another.", param: "item.id")
    }
    guard pending.hasRoom(for: new.kind, limit: settings.maximumUnsentBytes) else {
      throw Fault(
        .invalidRequest, code: "string_above_max_length",
        "The items not yet sent would hold over \(settings.maximumUnsentBytes) bytes. Ask for a response first.",
        param: "item.content")
    }
    if case .functionCallOutput(let callID, _) = new.kind, !toolCalls.knows(callID) {
      throw Fault(
        .invalidRequest, code: "invalid_tool_call_id",
        "No function call '\(callID)' is known in this conversation. Send the call_id of the function_call item.",
        param: "item.call_id")
    }
    switch new.place {
    case .end: return .end
    case .front:
      guard record.entries.allSatisfy({ !$0.isUpstream }) else { throw Self.notAtTheEnd }
      return record.entries.isEmpty ? .end : .front
    case .after(let id):
      guard record.contains(id) else {
        throw Fault(
          .invalidRequest, code: "invalid_value",
          "There is no item '\(id)' in the conversation; leave previous_item_id out to append.",
          param: "previous_item_id")
      }
      guard record.lastID == id else { throw Self.notAtTheEnd }
      return .end
    }
  }

  private static let notAtTheEnd = Fault.unsupported(
    "The model's conversation only grows at its end: an item cannot be put before one that it has seen.",
    param: "previous_item_id")

  package mutating func itemRetrieved(id: String, eventID: String?, at now: Moment) {
    guard begin(at: now) else { return }
    guard let entry = record.entry(id) else { return fail(unknown(id, code: "item_retrieve_invalid_item_id", eventID)) }
    notice(.itemRetrieved(entry.item))
  }

  package mutating func itemDeleted(id: String, eventID: String?, at now: Moment) {
    guard begin(at: now) else { return }
    guard let entry = record.entry(id) else { return fail(unknown(id, code: "item_delete_invalid_item_id", eventID)) }
    guard !entry.isUpstream else {
      return fail(
        .unsupported(
          "The model has seen item '\(id)' and cannot forget it; only items not yet sent can be deleted.",
          param: "item_id"
        )
        .caused(by: eventID))
    }
    record.remove(id)
    pending.itemRemoved(id)
    notice(.itemDeleted(id: id))
  }

  /// Clients send this on every barge-in: it is acknowledged, and clamped to what was sent.
  package mutating func itemTruncated(id: String, contentIndex: Int, audioEndMs: Int, eventID: String?, at now: Moment)
  {
    guard begin(at: now) else { return }
    let isAnswering = answer.part?.address.itemID == id
    guard let entry = record.entry(id), entry.item.role == .assistant else {
      return fail(unknown(id, code: "item_truncate_invalid_item_id", eventID))
    }
    playback.stopped()
    if !isAnswering { record.truncate(id, toMs: audioEndMs) }
    let length = isAnswering ? answer.part?.audioMs ?? 0 : entry.audioMs
    notice(.itemTruncated(id: id, contentIndex: contentIndex, audioEndMs: min(audioEndMs, length)))
  }

  private func unknown(_ id: String, code: String, _ eventID: String?) -> Fault {
    Fault(
      .invalidRequest, code: code, "There is no item '\(id)' in the conversation that this could be done to.",
      param: "item_id",
      eventID: eventID)
  }

  // MARK: Items that are answered without a create

  private mutating func setTrigger(at now: Moment) {
    switch claim.contract.itemTrigger {
    case .atOnce: pending.triggerSet(due: now.ms)
    case .afterQuiet(let quiet): pending.triggerSet(due: now.after(quiet))
    case .never: break
    }
  }

  /// Sends the waiting item and grants its credit, once nothing stands in its way.
  mutating func fireTrigger(at now: Moment) {
    sendWaitingTurn(at: now)
    guard let trigger = pending.trigger, now.ms >= trigger.due, !turn.isOpen, asides.speaking == nil else { return }
    switch answer.phase {
    case .awaited, .open: return
    case .generated: finishAnswer(.completed, at: now)
    case .none: break
    }
    let medium = pending.medium ?? .text
    bringUpToDate(at: now)
    applyContext(of: trigger.claim)
    askForAnswer(at: now)
    answer.expected(Expectation(cause: .item, medium: medium, since: now.ms))
    if let claim = trigger.claim { claimAnswer(with: claim) } else { pending.itemCreditGranted(at: now.ms) }
  }
}

extension Item.Kind {
  var bytes: Int {
    switch self {
    case .message(_, let content): content.reduce(0) { $0 + $1.byteCount }
    case .functionCall(_, let name, let arguments): name.utf8.count + (arguments?.bytes.count ?? 0)
    case .functionCallOutput(_, let output): output.utf8.count
    }
  }
}
