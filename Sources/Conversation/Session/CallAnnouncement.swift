private import ByteJSON

/// A function call of a response, from its first event to its last.
struct CallAnnouncement: Equatable, Sendable {
  let address: PartAddress
  let callID: String
  let call: ToolCall

  /// The item as it begins, without its arguments.
  var begun: Item { item(.inProgress, nil) }
  var done: Item { item(.completed, call.arguments) }

  /// What the client hears; `announced` and `placed` are the item's events in the conversation, if it is there.
  func notices(announced: ClientNotice? = nil, placed: ClientNotice? = nil) -> [ClientNotice] {
    let id = address.responseID
    return [
      .outputItemAdded(responseID: id, index: address.outputIndex, begun), announced,
      .argumentsDelta(address, callID: callID, call.arguments),
      .argumentsDone(address, callID: callID, name: call.name, call.arguments),
      .outputItemDone(responseID: id, index: address.outputIndex, done), placed,
    ].compactMap(\.self)
  }

  private func item(_ status: Item.Status, _ arguments: RawJSON?) -> Item {
    Item(
      id: address.itemID, status: status, kind: .functionCall(callID: callID, name: call.name, arguments: arguments))
  }
}
