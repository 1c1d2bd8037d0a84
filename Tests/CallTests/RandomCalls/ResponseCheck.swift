import ByteJSON

/// Invariants 1 and 3 for what the client hears.
struct ResponseCheck {
  private struct Response {
    var isOutOfBand = false
    var unfinished: Set<String> = []
    var output: [String] = []
  }

  private var running: [String: Response] = [:]
  private var done: Set<String> = []
  /// By item and kind of text.
  private var texts: [String: String] = [:]

  var isClear: Bool { running.isEmpty }
  var anyOutside: String? { running.filter { $0.value.isOutOfBand }.keys.min() }

  func closed() throws(Broken) {
    guard isClear else { throw Broken(invariant: 1, rule: "the call ended with an unfinished response") }
  }

  mutating func saw(_ event: JSONNode, _ type: String) throws(Broken) {
    try sum(event, type)
    guard type.hasPrefix("response.") else { return }
    let id = event["response_id"]?.string ?? event["response"]?["id"]?.string ?? ""
    switch type {
    case "response.created": try created(id, event)
    case "response.done": try ended(id, event)
    default:
      guard running[id] != nil else {
        throw Broken(invariant: 1, rule: "an event of a response that does not run", detail: "\(type) of \(id)")
      }
      guard let item = event["item"]?["id"]?.string else { return }
      if type == "response.output_item.added" { running[id]?.unfinished.insert(item) }
      if type == "response.output_item.done" {
        running[id]?.unfinished.remove(item)
        running[id]?.output.append(item)
      }
    }
  }

  private mutating func created(_ id: String, _ event: JSONNode) throws(Broken) {
    let isOutOfBand = event["response"]?["conversation_id"]?.string == nil
    guard running[id] == nil, !done.contains(id) else {
      throw Broken(invariant: 1, rule: "a response created twice", detail: id)
    }
    guard isOutOfBand || !running.values.contains(where: { !$0.isOutOfBand }) else {
      throw Broken(invariant: 1, rule: "a response while another runs", detail: id)
    }
    running[id] = Response(isOutOfBand: isOutOfBand)
    guard running.values.count(where: { $0.isOutOfBand }) <= 4 else {
      throw Broken(invariant: 1, rule: "too many responses outside the conversation")
    }
  }

  private mutating func ended(_ id: String, _ event: JSONNode) throws(Broken) {
    guard let ended = running.removeValue(forKey: id) else {
      throw Broken(invariant: 1, rule: "the end of a response that does not run", detail: id)
    }
    done.insert(id)
    guard ended.unfinished.isEmpty else {
      throw Broken(invariant: 2, rule: "a response ended with unfinished items", detail: "\(ended.unfinished)")
    }
    let output = event["response"]?["output"]?.elements ?? []
    guard output.map({ $0["id"]?.string ?? "" }) == ended.output else {
      throw Broken(invariant: 3, rule: "response.done names other items than were streamed", detail: id)
    }
    for item in output { try holds(item) }
  }

  /// An item at the end of its response says what was streamed of it.
  private func holds(_ item: JSONNode) throws(Broken) {
    let id = item["id"]?.string ?? ""
    for part in item["content"]?.elements ?? [] {
      let streamed = texts[id + ".text", default: ""] + texts[id + ".transcript", default: ""]
      let whole = part["text"]?.string ?? part["transcript"]?.string ?? ""
      guard streamed == whole else {
        throw Broken(invariant: 3, rule: "response.done holds another text", detail: "'\(whole)' for '\(streamed)'")
      }
    }
  }

  private mutating func sum(_ event: JSONNode, _ type: String) throws(Broken) {
    guard let item = event["item_id"]?.string, let kind = Self.kind(type) else { return }
    let key = item + "." + kind
    if type.hasSuffix(".delta") {
      texts[key, default: ""] += event["delta"]?.string ?? ""
    } else if type.hasSuffix(".done") || type.hasSuffix(".completed") {
      let whole = event[kind]?.string ?? ""
      guard texts[key, default: ""] == whole else {
        throw Broken(
          invariant: 3, rule: "a text is not the sum of its deltas",
          detail: "\(type): '\(whole)' for '\(texts[key] ?? "")'")
      }
    }
  }

  private static func kind(_ type: String) -> String? {
    if type.contains("transcript") { return "transcript" }
    if type.contains("arguments") { return "arguments" }
    return type.contains("text.") ? "text" : nil
  }
}
