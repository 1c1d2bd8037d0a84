/// The door for everything a client says but audio.
extension Session {
  package mutating func clientAsked(_ event: ClientEvent, at now: Moment, negotiate: Negotiate) {
    if let fault = misplaced(event) { return eventRefused(fault, at: now) }
    switch event {
    case .sessionUpdated(let update): sessionUpdated(update, at: now, negotiate: negotiate)
    case .audioAppended: break  // `audioAppended(_:at:)` takes the decoded samples.
    case .audioCommitted(let id): audioCommitted(eventID: id, at: now)
    case .audioCleared(let id): audioCleared(eventID: id, at: now)
    case .itemCreated(let item, let shape, let id):
      itemCreated(item, shape: shape, eventID: id, at: now, negotiate: negotiate)
    case .itemRetrieved(let item, let id): itemRetrieved(id: item, eventID: id, at: now)
    case .itemTruncated(let item, let index, let ms, let id):
      itemTruncated(id: item, contentIndex: index, audioEndMs: ms, eventID: id, at: now)
    case .itemDeleted(let item, let id): itemDeleted(id: item, eventID: id, at: now)
    case .responseRequested(let request): responseRequested(request, at: now, negotiate: negotiate)
    case .responseCancelled(let response, let id): responseCancelled(id: response, eventID: id, at: now)
    case .refused(let fault): eventRefused(fault, at: now)
    }
    postponeTrigger(after: event, at: now)
    followUp(at: now)
  }

  /// An event that could not be read, or an append whose audio is broken.
  package mutating func eventRefused(_ fault: Fault, at now: Moment) {
    guard begin(at: now) else { return }
    fail(fault)
  }

  /// A beta item waits for quiet; appends do not break it, everything else does.
  private mutating func postponeTrigger(after event: ClientEvent, at now: Moment) {
    guard case .afterQuiet(let quiet) = claim.contract.itemTrigger else { return }
    switch event {
    case .audioAppended, .itemCreated: break
    case .sessionUpdated, .audioCommitted, .audioCleared, .itemRetrieved, .itemTruncated, .itemDeleted,
      .responseRequested,
      .responseCancelled, .refused:
      pending.clientWasActive(until: now.after(quiet))
    }
  }

  /// A client event came: the call is alive. False: it is over already.
  mutating func begin(at now: Moment) -> Bool {
    lastActivity = now.ms
    return !isEnded
  }
}
