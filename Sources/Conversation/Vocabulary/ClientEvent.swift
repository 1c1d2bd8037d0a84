/// What a client asks, in neutral words. Every member but the append carries the client's `event_id`,
/// so that an error can name it.
package enum ClientEvent: Equatable, Sendable {
  case sessionUpdated(SessionUpdate)
  /// Base64 audio in the session's input format: byte offsets in the received message, without the quotes.
  case audioAppended(payload: Range<Int>, escaped: Bool, eventID: String?)
  case audioCommitted(eventID: String?)
  case audioCleared(eventID: String?)
  case itemCreated(NewItem, shape: EventShape, eventID: String?)
  case itemRetrieved(id: String, eventID: String?)
  /// Keep `audioEndMs` ms of the item's audio: what the user has heard.
  case itemTruncated(id: String, contentIndex: Int, audioEndMs: Int, eventID: String?)
  case itemDeleted(id: String, eventID: String?)
  case responseRequested(ResponseRequest)
  case responseCancelled(id: String?, eventID: String?)
  /// It could not be read, or asks for what Parley refuses on purpose. Nothing changes.
  case refused(Fault)
}
