import ByteJSON

@testable import Conversation

/// The invariants of a call, over everything that leaves it:
///
/// 1. Every `response.created` has one `response.done`, and nothing of that response follows it; one at a time runs in
///    the conversation, and at most four outside it.
/// 2. Every item announced is finished; ids are unique; `previous_item_id` names an announced item or is null.
/// 3. The text of a `.done` is the sum of its deltas.
/// 4. No event of the other dialect.
/// 5. `setup` comes first, once per connection, and nothing precedes `setupComplete`; an aside's connection ends with it.
/// 6. Audio goes up in order, none twice, none lost but what a drop counts.
/// 7. Silence on both sides ends everything that is held, owed or awaited.
struct InvariantCheck {
  struct Broken: Error, CustomStringConvertible { let description: String }

  /// What the session speaks now; a bare client's first events can change it.
  var wire: ClientContract.Wire
  private var eventIDs: Set<String> = []
  /// In the conversation.
  private var runningResponse: String?
  private var outsideResponses: Set<String> = []
  private var doneResponses: Set<String> = []
  private var announced: [String] = []
  private var unfinished: Set<String> = []
  private var deleted: Set<String> = []
  private var deltas: [String: String] = [:]
  private var isClosed = false
  private var calls: [String] = []

  private enum Connection { case none, dialling, opened, setUp, ready }
  private var connection = Connection.none
  private var asides: [AsideID: Connection] = [:]
  private var waitingAudio: [String] = []
  private var droppedAudio = 0

  init(startsAs wire: ClientContract.Wire) { self.wire = wire }

  var isDialling: Bool { connection == .dialling }
  var isUpstreamOpen: Bool { connection != .none && connection != .dialling }
  func anyAside(_ random: UInt64) -> AsideID? {
    let ids = asides.keys.sorted { $0.number < $1.number }
    return ids.isEmpty ? nil : ids[Int(random % UInt64(ids.count))]
  }
  func isDialling(_ id: AsideID) -> Bool { asides[id] == .dialling }
  mutating func asideOpened(_ id: AsideID) { asides[id] = .opened }
  mutating func setupCompleted(_ id: AsideID) { if asides[id] == .setUp { asides[id] = .ready } }
  func anyOutsideResponse() -> String? { outsideResponses.min() }
  mutating func upstreamOpened() { connection = .opened }
  mutating func setupCompleted() { if connection == .setUp { connection = .ready } }
  mutating func appended(_ audio: String) { waitingAudio.append(audio) }
  func anyItem(_ random: UInt64) -> String? {
    announced.isEmpty ? nil : announced[Int(random % UInt64(announced.count))]
  }

  func anyCall(_ random: UInt64) -> String? { calls.isEmpty ? nil : calls[Int(random % UInt64(calls.count))] }

  mutating func saw(_ emission: CallDriver.Emission) throws {
    switch emission {
    case .message(.client, let bytes): try client(try JSONNode.parse(bytes))
    case .message(.upstream, let bytes): try upstream(try JSONNode.parse(bytes))
    case .message(.aside(let id), let bytes):
      let state = asides[id]
      if try JSONNode.parse(bytes)["setup"] != nil {
        try require(state == .opened, "setup of \(id) while \(state.map { "\($0)" } ?? "closed")")
        asides[id] = .setUp
      } else {
        try require(state == .ready, "content for \(id) while \(state.map { "\($0)" } ?? "closed")")
      }
    case .effect(.dialAside(let id)): asides[id] = .dialling
    case .effect(.closeAside(let id)):
      try require(asides.removeValue(forKey: id) != nil, "\(id) closed, which is not there")
    case .effect(.dialUpstream): connection = .dialling
    case .effect(.closeUpstream): connection = .none
    case .effect(.closeClient):
      isClosed = true
      try require(asides.isEmpty && outsideResponses.isEmpty, "closed with asides")
      try require(runningResponse == nil, "closed with an unfinished response")
      try require(unfinished.isEmpty, "closed with unfinished items \(unfinished)")
    case .effect(.dropHeldAudio(let count)): droppedAudio += count
    case .effect: break
    }
  }

  func silence(_ session: Session) throws {
    try require(outsideResponses.isEmpty && asides.isEmpty, "an aside never ends")
    try require(runningResponse == nil && unfinished.isEmpty, "a response or item never ends")
    guard !session.isEnded else { return }
    try require(session.answer.phase == .none, "an answer stays \(session.answer.phase)")
    try require(session.tail.isClear, "something stays owed or dropped")
    try require(session.pending.trigger == nil && session.pending.heldCreate == nil, "something stays held")
    try require(!session.turn.isOpen, "a user turn stays open")
    try require(session.holding == nil && session.toolCalls.waitingCreate == nil, "an answer or a create stays held")
  }

  // MARK: To the client

  private mutating func client(_ event: JSONNode) throws {
    let type = event["type"]?.string ?? ""
    try require(!isClosed, "\(type) after the close")
    let id = event["event_id"]?.string ?? ""
    try require(eventIDs.insert(id).inserted, "event_id \(id) twice")
    let isBetaName = Self.betaOnly.contains(type)
    let isGAName = Self.gaOnly.contains(type)
    try require(!(wire == .ga && isBetaName) && !(wire == .beta && isGAName), "\(type) is not of the dialect")
    try response(event, type)
    try items(event, type)
    try texts(event, type)
  }

  private mutating func response(_ event: JSONNode, _ type: String) throws {
    guard type.hasPrefix("response.") else { return }
    let id = event["response_id"]?.string ?? event["response"]?["id"]?.string ?? ""
    let isOutside = outsideResponses.contains(id) || event["response"]?["conversation_id"]?.isNull == true
    switch type {
    case "response.created" where isOutside:
      try require(!doneResponses.contains(id) && outsideResponses.insert(id).inserted, "\(id) created twice")
      try require(outsideResponses.count <= 4, "too many responses outside the conversation")
    case "response.created":
      try require(
        runningResponse == nil && !doneResponses.contains(id), "\(id) created while \(runningResponse ?? "-") runs")
      runningResponse = id
    case "response.done" where isOutside:
      try require(outsideResponses.remove(id) != nil, "\(id) done, which does not run")
      doneResponses.insert(id)
    case "response.done":
      try require(runningResponse == id, "\(id) done, which does not run")
      try require(unfinished.isEmpty, "\(id) done with unfinished \(unfinished)")
      runningResponse = nil
      doneResponses.insert(id)
    default: try require(runningResponse == id || isOutside, "\(type) of \(id), which does not run")
    }
  }

  private mutating func items(_ event: JSONNode, _ type: String) throws {
    guard type.hasPrefix("conversation.item."), let item = event["item"], let id = item["id"]?.string else {
      if type == "conversation.item.deleted", let id = event["item_id"]?.string { deleted.insert(id) }
      if type == "response.output_item.done", let id = event["item"]?["id"]?.string { unfinished.remove(id) }
      return
    }
    if item["type"]?.string == "function_call", let call = item["call_id"]?.string { calls.append(call) }
    if let previous = event["previous_item_id"]?.string {
      try require(announced.contains(previous), "previous_item_id \(previous) was never announced")
    }
    switch type {
    case "conversation.item.added", "conversation.item.created":
      try require(!announced.contains(id) || deleted.contains(id), "item \(id) announced twice")
      announced.append(id)
      if item["status"]?.string == "in_progress" { unfinished.insert(id) }
    case "conversation.item.done": try require(announced.contains(id), "\(id) done before it was announced")
    default: break
    }
  }

  private mutating func texts(_ event: JSONNode, _ type: String) throws {
    guard let id = event["item_id"]?.string else { return }
    if type.hasSuffix("transcript.delta") || type.hasSuffix("text.delta") || type.hasSuffix("transcription.delta") {
      deltas[id, default: ""] += event["delta"]?.string ?? ""
    } else if let whole = (event["transcript"] ?? event["text"])?.string,
      type.hasSuffix(".done") || type.hasSuffix(".completed")
    {
      try require(deltas[id, default: ""] == whole, "\(type): '\(whole)' is not the sum '\(deltas[id] ?? "")'")
    }
  }

  // MARK: To the upstream

  private mutating func upstream(_ message: JSONNode) throws {
    if message["setup"] != nil {
      try require(connection == .opened, "setup while \(connection)")
      connection = .setUp
      return
    }
    try require(connection == .ready, "\(message.members?.first?.key ?? "?") while \(connection)")
    guard let audio = message["realtimeInput"]?["audio"]?["data"]?.string else { return }
    // What was dropped is the oldest of what waited.
    while droppedAudio > 0, waitingAudio.first != audio {
      waitingAudio.removeFirst()
      droppedAudio -= 1
    }
    try require(waitingAudio.first == audio, "audio out of order, lost or twice")
    waitingAudio.removeFirst()
  }

  private func require(_ holds: Bool, _ message: @autoclosure () -> String) throws {
    if !holds { throw Broken(description: message()) }
  }

  private static let betaOnly: Set<String> = [
    "conversation.item.created", "conversation.created", "response.text.delta", "response.text.done",
    "response.audio.delta",
    "response.audio.done", "response.audio_transcript.delta", "response.audio_transcript.done",
  ]
  private static let gaOnly: Set<String> = [
    "conversation.item.added", "conversation.item.done", "response.output_text.delta", "response.output_text.done",
    "response.output_audio.delta", "response.output_audio.done", "response.output_audio_transcript.delta",
    "response.output_audio_transcript.done",
  ]
}
