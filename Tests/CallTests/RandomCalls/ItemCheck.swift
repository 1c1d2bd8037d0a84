import ByteJSON

/// Invariant 2: what the client is told about items.
struct ItemCheck {
  private var announced: [String] = []
  private var known: Set<String> = []
  private var deleted: Set<String> = []
  private var unfinished: Set<String> = []
  private var calls: [String] = []

  var isClear: Bool { unfinished.isEmpty }

  func any(_ choice: UInt64) -> String? {
    announced.isEmpty ? nil : announced[Int(choice % UInt64(announced.count))]
  }

  func anyCall(_ choice: UInt64) -> String? { calls.isEmpty ? nil : calls[Int(choice % UInt64(calls.count))] }

  func closed() throws(Broken) {
    guard isClear else {
      throw Broken(invariant: 2, rule: "the call ended with unfinished items", detail: "\(unfinished)")
    }
  }

  mutating func saw(_ event: JSONNode, _ type: String) throws(Broken) {
    switch type {
    case "conversation.item.added": try added(event, isFinished: false)
    case "conversation.item.created": try added(event, isFinished: event["item"]?["status"]?.string != "in_progress")
    case "conversation.item.done":
      let id = event["item"]?["id"]?.string ?? ""
      guard unfinished.remove(id) != nil else {
        throw Broken(invariant: 2, rule: "an item finished that is not open", detail: id)
      }
    case "response.output_item.done": if let id = event["item"]?["id"]?.string { finishedInBeta(id, event) }
    case "conversation.item.deleted": if let id = event["item_id"]?.string { deleted.insert(id) }
    default: break
    }
  }

  /// The preview has no event for the end of an item beside that of the response's output.
  private mutating func finishedInBeta(_ id: String, _ event: JSONNode) {
    if betaItems.remove(id) != nil { unfinished.remove(id) }
  }
  private var betaItems: Set<String> = []

  private mutating func added(_ event: JSONNode, isFinished: Bool) throws(Broken) {
    guard let item = event["item"], let id = item["id"]?.string else { return }
    if item["type"]?.string == "function_call", let call = item["call_id"]?.string { calls.append(call) }
    if let previous = event["previous_item_id"]?.string, !known.contains(previous) {
      throw Broken(invariant: 2, rule: "previous_item_id was never announced", detail: previous)
    }
    guard known.insert(id).inserted || deleted.remove(id) != nil else {
      throw Broken(invariant: 2, rule: "an item announced twice", detail: id)
    }
    announced.append(id)
    if !isFinished { unfinished.insert(id) }
    if event["type"]?.string == "conversation.item.created" { betaItems.insert(id) }
  }
}
