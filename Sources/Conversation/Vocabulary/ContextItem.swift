/// One of the items that a response is to see instead of the conversation.
package enum ContextItem: Equatable, Sendable {
  /// It exists for this response only. Where it stands is its place in the list.
  case item(NewItem)
  /// An item of the conversation, or of an earlier answer outside it.
  case reference(id: String)
}
