/// What the client hears of an answer while it comes. It is the same for an answer in the conversation and for an
/// aside; only the conversation's has a place among the items, which `placed` tells.
extension Answer {
  /// The message that was opened begins with `item`.
  func beginning(_ item: Item, placed: ClientNotice?) -> [ClientNotice] {
    guard let part else { return [] }
    let address = part.address
    let begun = ClientNotice.outputItemAdded(responseID: address.responseID, index: address.outputIndex, item)
    return [begun, placed, .partAdded(address, part.modality)].compactMap(\.self)
  }

  /// Adds a piece of what the answer says, in its own words. Nil: there is nothing it could be added to.
  mutating func added(_ piece: String, at now: Int) -> ClientNotice? {
    guard let part, !part.isClosed, !piece.isEmpty else { return nil }
    textAdded(piece, at: now)
    switch part.modality {
    case .text: return .textDelta(part.address, piece)
    case .audio, .likeTheTurn: return .transcriptDelta(part.address, piece)
    }
  }

  /// The `.done` events of the message, which becomes part of the response's output: nothing is added to it any more.
  mutating func closed(_ status: Item.Status) -> (item: Item, notices: [ClientNotice])? {
    guard let part, !part.isClosed, let item = item(status: status) else { return nil }
    partClosed()
    outputAdded(item)
    var notices: [ClientNotice] = []
    switch part.modality {
    case .text: notices.append(.textDone(part.address, part.text))
    case .audio, .likeTheTurn:
      notices.append(.audioDone(part.address))
      notices.append(.transcriptDone(part.address, part.text))
    }
    if let content = item.content.first { notices.append(.partDone(part.address, content, citations: item.citations)) }
    notices.append(.outputItemDone(responseID: part.address.responseID, index: part.address.outputIndex, item))
    return (item, notices)
  }
}
