package import ByteJSON

/// What the client is told, in neutral words. Audio deltas are not here: they are splices.
package enum ClientNotice: Equatable, Sendable {
  /// Of a session that begins, with its conversation, or of one that the client has come back to.
  case sessionCreated(SessionView, conversationID: String?)
  case sessionUpdated(SessionView)
  /// `previous` names an item the client has seen, or is nil for the first.
  case itemAdded(Item, previous: String?)
  case itemDone(Item, previous: String?)
  case itemRetrieved(Item)
  case itemTruncated(id: String, contentIndex: Int, audioEndMs: Int)
  case itemDeleted(id: String)
  case speechStarted(itemID: String, atMs: Int)
  case speechStopped(itemID: String, atMs: Int)
  case audioCommitted(itemID: String, previous: String?)
  case audioCleared
  /// The user said nothing for too long: ms of all audio that were silent, which become an item.
  case idleTimedOut(itemID: String, startMs: Int, endMs: Int)
  case inputTranscriptDelta(itemID: String, String)
  /// The whole transcript; `seconds` of audio are its usage.
  case inputTranscriptCompleted(itemID: String, String, seconds: Double)
  case responseCreated(Response, SessionConfiguration)
  case outputItemAdded(responseID: String, index: Int, Item)
  /// `modality` of the part; it begins empty.
  case partAdded(PartAddress, SessionConfiguration.Output)
  case textDelta(PartAddress, String)
  case textDone(PartAddress, String)
  case transcriptDelta(PartAddress, String)
  case transcriptDone(PartAddress, String)
  case audioDone(PartAddress)
  case partDone(PartAddress, Item.Content, citations: [Citation] = [])
  /// The whole arguments of a function call, as one delta.
  case argumentsDelta(PartAddress, callID: String, RawJSON)
  case argumentsDone(PartAddress, callID: String, name: String, RawJSON)
  case outputItemDone(responseID: String, index: Int, Item)
  case responseDone(Response, SessionConfiguration)
  case failed(Fault)
}

extension ClientNotice {
  /// What the session is, and the token, are said anew to each connection.
  var isRepeatable: Bool {
    if case .sessionCreated = self { return false }
    return true
  }
}
