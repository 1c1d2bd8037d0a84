import ByteJSON

@testable import Conversation

/// The invariants of a call, over everything that comes and leaves:
///
/// 1. Every `response.created` has one `response.done`, and nothing of that response follows it; one at a time runs in
///    the conversation, and at most four outside it.
/// 2. Every item announced is finished; ids are unique; `previous_item_id` names an announced item or is null.
/// 3. The text of a `.done` is the sum of its deltas, and `response.done` holds what was streamed.
/// 4. No event of the other dialect.
/// 5. `setup` comes first, once per connection, and nothing precedes `setupComplete`; the connection of an answer
///    outside the conversation ends with it.
/// 6. The user's audio goes up in order, none twice, none lost but what a drop rule names (`AudioLedger`).
///    No picture goes up twice, or to another answer (`PictureLedger`).
/// 7. Silence on both sides ends everything that is held, owed or awaited.
///
/// That every message fits its schema is checked outside, on what the tests leave in `.build/emitted`.
struct InvariantCheck {
  enum Connection { case none, dialling, opened, setUp, ready }

  private(set) var connection = Connection.none
  private var asides: [AsideID: Connection] = [:]
  /// The gateway closed the client's connection.
  private(set) var isClosed = false
  private var eventIDs: Set<String> = []
  private var reattach = ReattachCheck()
  var responses = ResponseCheck()
  var items = ItemCheck()
  var audio = AudioLedger()
  private var activity = ActivityCheck()
  var pictures = PictureLedger()

  var isDialling: Bool { connection == .dialling }
  var isUpstreamOpen: Bool { connection != .none && connection != .dialling }
  var awaitsSetupComplete: Bool { connection == .setUp }

  /// `$ITEM` and `$CALL` become ids that the client knows.
  func resolved(_ text: String, choice: UInt64) -> String {
    guard text.contains("$") else { return text }
    return
      text
      .replacing("$ITEM", with: items.any(choice) ?? "item_unknown")
      .replacing("$PICTURE", with: PictureLedger.picture(choice))
      .replacing("$OUTSIDE", with: responses.anyOutside ?? "resp_unknown")
      .replacing("$CALL", with: items.anyCall(choice) ?? "call_unknown")
  }

  // MARK: Answers outside the conversation

  var hasAsides: Bool { !asides.isEmpty }

  func anyAside(_ choice: UInt64) -> AsideID? {
    let ids = asides.keys.sorted { $0.number < $1.number }
    return ids.isEmpty ? nil : ids[Int(choice % UInt64(ids.count))]
  }

  /// One that waits for its socket, or for its setup to be accepted.
  func anyAside(_ state: Connection) -> AsideID? {
    asides.filter { $0.value == state }.keys.min { $0.number < $1.number }
  }

  func isOpen(_ id: AsideID) -> Bool { asides[id].map { $0 != .dialling } ?? false }
  mutating func asideOpened(_ id: AsideID) { if asides[id] == .dialling { asides[id] = .opened } }

  // MARK: What comes

  mutating func received(_ bytes: [UInt8], from side: Side, by session: Session) {
    guard !session.isOver, let message = try? JSONNode.parse(bytes) else { return }
    // As lenient as protocol buffers: whatever is in it, if it is there.
    let isAccepted = (message.members ?? []).contains {
      ["setupComplete", "setup_complete"].contains($0.key) && !$0.value.isNull
    }
    switch side {
    case .client:
      audio.received(message, by: session)
      pictures.received(message)
    case .upstream: if connection == .setUp, isAccepted { connection = .ready }
    case .aside(let id): if asides[id] == .setUp, isAccepted { asides[id] = .ready }
    }
  }

  mutating func told(_ event: Step.ShellEvent) {
    switch event {
    case .upstreamOpened: if connection == .dialling { connection = .opened }
    case .upstreamClosed, .upstreamRefused: connection = .none
    case .clientStalled, .clientDrained, .upstreamStalled, .upstreamDrained, .draining, .drainTimeout, .clientClosed,
      .clientLost, .clientReturned:
      break
    }
  }

  // MARK: A client that loses its connection

  /// What it says it has seen last.
  mutating func clientReturns(unheard: Int?) -> String? { reattach.clientReturns(unheard: unheard) }

  func clientIsBack() throws(Broken) { try reattach.clientIsBack() }

  // MARK: What leaves

  mutating func saw(_ emission: CallDriver.Emission, of session: Session) throws(Broken) {
    switch emission {
    case .message(.client, let bytes): try client(bytes, of: session)
    case .message(.upstream, let bytes): try upstream(bytes, of: session)
    case .message(.aside(let id), let bytes): try aside(id, bytes)
    case .effect(.dialAside(let id)): asides[id] = .dialling
    case .effect(.closeAside(let id)):
      guard asides.removeValue(forKey: id) != nil else {
        throw Broken(invariant: 5, rule: "an aside closed that is not there", detail: "\(id.number)")
      }
    case .effect(.dialUpstream):
      connection = .dialling
      audio.connectionChanged()
    case .effect(.closeUpstream): connection = .none
    case .effect(.closeClient):
      isClosed = true
      guard !session.isClientAway else { return }
      guard asides.isEmpty else { throw Broken(invariant: 7, rule: "the call ended with an aside") }
      try responses.closed()
      try items.closed()
    case .effect: break
    }
  }

  private mutating func client(_ bytes: [UInt8], of session: Session) throws(Broken) {
    let event = try parsed(bytes, invariant: 4)
    let type = event["type"]?.string ?? ""
    guard !isClosed else { throw Broken(invariant: 1, rule: "an event after the close", detail: type) }
    guard !session.isClientAway else { throw Broken(invariant: 1, rule: "an event for nobody", detail: type) }
    let id = event["event_id"]?.string ?? ""
    guard try !reattach.isRepeated(bytes, id: id, type: type) else { return }
    guard eventIDs.insert(id).inserted else { throw Broken(invariant: 2, rule: "an event_id twice", detail: id) }
    guard WireNames.belongs(type, to: session.claim.contract.wire) else {
      throw Broken(invariant: 4, rule: "an event of the other dialect", detail: type)
    }
    guard session.effective.purpose == .conversation || !type.hasPrefix("response.") else {
      throw Broken(invariant: 1, rule: "a response where nobody answers", detail: type)
    }
    try items.saw(event, type)
    try responses.saw(event, type)
  }

  private mutating func upstream(_ bytes: [UInt8], of session: Session) throws(Broken) {
    let message = try parsed(bytes, invariant: 5)
    let name = message.members?.first?.key ?? ""
    if name == "setup" {
      guard connection == .opened else {
        throw Broken(invariant: 5, rule: "a setup that is not first", detail: "\(connection)")
      }
      connection = .setUp
      activity = ActivityCheck(setup: message)
      return
    }
    guard connection == .ready else {
      throw Broken(invariant: 5, rule: "a message before setupComplete", detail: "\(name) while \(connection)")
    }
    guard activity.saw(message) else {
      throw Broken(
        invariant: 5, rule: "an activity that begins twice or never", detail: message["realtimeInput"]?.raw.text ?? "")
    }
    try audio.sent(message, of: session)
    try pictures.sent(message)
  }

  private mutating func aside(_ id: AsideID, _ bytes: [UInt8]) throws(Broken) {
    let isSetup = try parsed(bytes, invariant: 5)["setup"] != nil
    guard let state = asides[id], state == (isSetup ? .opened : .ready) else {
      throw Broken(invariant: 5, rule: "a message of an aside at the wrong time", detail: "\(id.number)")
    }
    if isSetup { asides[id] = .setUp }
  }

  private func parsed(_ bytes: [UInt8], invariant: Int) throws(Broken) -> JSONNode {
    do { return try JSONNode.parse(bytes) } catch {
      throw Broken(invariant: invariant, rule: "a message that is not JSON", detail: "\(error)")
    }
  }
}
