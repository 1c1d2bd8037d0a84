import ByteJSON
import Conversation

/// What `clientContent` and its relatives may say on the present connection.
///
/// Most models take content at any time. `.opening` models wait for one `clientContent` after the setup, take it for
/// history without answering, and afterwards know `realtimeInput.text` only.
struct History: Equatable, Sendable {
  /// Texts of system items that `contextUpdate` has added; more go up as marked user text, because each update
  /// repeats all of them.
  static let noteLimit = 16
  /// Calls whose names are remembered for their outputs.
  static let callLimit = 1_024
  /// Before the text of a system item where only a user turn can carry it.
  static let systemMarker = "[system] "

  static let activityStart = Array(#"{"realtimeInput":{"activityStart":{}}}"#.utf8)
  static let activityEnd = Array(#"{"realtimeInput":{"activityEnd":{}}}"#.utf8)

  private let seeding: ModelProfile.Seeding
  private let hasContextUpdate: Bool
  private var isOpening: Bool
  private var context = ModelContext()
  /// The names of functions by the ids of calls that went up as text.
  private var callNames: [String: String] = [:]

  init(_ profile: ModelProfile) {
    seeding = profile.seeding
    hasContextUpdate = profile.contextUpdate
    isOpening = profile.seeding == .opening
  }

  /// A new connection begins with this setup. Returns the message: where it resumes a session, it has its handle, and the
  /// notes that the setup would overwrite.
  mutating func setupSent(_ setup: [UInt8], resuming handle: String?) -> [UInt8] {
    isOpening = seeding == .opening
    callNames = [:]
    let notes = context.notes
    context = ModelContext(ofSetup: setup)
    guard let handle else { return setup }
    context.resumed(with: notes)
    return context.setup(setup, resuming: handle)
  }

  /// The message after which instructions and functions are those of `setup`; nil where they are already.
  mutating func contextAsked(_ setup: [UInt8]) -> [UInt8]? {
    hasContextUpdate ? context.changed(to: ModelContext(ofSetup: setup)) : nil
  }

  /// The messages that carry `items` up, in order.
  mutating func contentAsked(_ items: [Item], generate: Bool) -> [[UInt8]] {
    let (turns, notes) = read(items)
    let update = notes.isEmpty ? [] : [context.noted(notes)]
    switch seeding {
    case .anyTime, .endingWithUser:
      guard generate || !turns.isEmpty else { return update }
      let closing = generate && seeding == .endingWithUser && turns.last?.role != .user
      return update + [GeminiTurn.clientContent(closing ? turns + [.blank] : turns, complete: generate)]
    case .opening:
      return isOpening ? opening(turns, generate: generate) : spoken(turns, generate: generate)
    }
  }

  /// The messages that open the user's activity, with what came before it. Where content is taken at the start only,
  /// everything later is typed into it.
  mutating func activityAsked(after items: [Item]) -> [[UInt8]] {
    let start = Self.activityStart
    switch seeding {
    case .opening where !isOpening: return [start] + activityTextAsked(items)
    case .opening: return contentAsked(items, generate: false) + [start]
    case .anyTime, .endingWithUser: return (items.isEmpty ? [] : contentAsked(items, generate: false)) + [start]
    }
  }

  /// The messages that carry `items` up inside the user's activity, where only typed text has a place.
  mutating func activityTextAsked(_ items: [Item]) -> [[UInt8]] {
    let (turns, notes) = read(items)
    return (notes.isEmpty ? [] : [context.noted(notes)]) + turns.flatMap { $0.realtimeInputs(isInActivity: true) }
  }

  /// The message that stops an answer; nil where the wire has none.
  func interruptAsked() -> [UInt8]? {
    switch seeding {
    case .anyTime, .endingWithUser: GeminiTurn.clientContent([.blank], complete: false)
    case .opening: nil
    }
  }

  /// Turns in order, and the texts of system items that `contextUpdate` can carry.
  private mutating func read(_ items: [Item]) -> (turns: [GeminiTurn], notes: [String]) {
    var turns: [GeminiTurn] = []
    var notes: [String] = []
    for item in items {
      let parts = item.content.compactMap(\.upstreamPart)
      let texts = texts(of: item)
      guard !texts.isEmpty || !parts.isEmpty else { continue }
      switch item.role {
      case .user:
        turns.append(parts.isEmpty ? GeminiTurn(role: .user, texts: texts) : GeminiTurn(role: .user, parts: parts))
      case .assistant: turns.append(GeminiTurn(role: .model, texts: texts))
      case .system where hasContextUpdate && context.notes.count + notes.count + texts.count <= Self.noteLimit:
        notes += texts
      case .system: turns.append(GeminiTurn(role: .user, texts: texts.map { Self.systemMarker + $0 }))
      }
    }
    return (turns, notes)
  }

  /// Functions that were called are told in words: `clientContent` has none for them in Live.
  private mutating func texts(of item: Item) -> [String] {
    switch item.kind {
    case .message(_, let content): return content.map(\.text).filter { !$0.isEmpty }
    case .functionCall(let callID, let name, let arguments):
      if callNames.count < Self.callLimit { callNames[callID] = name }
      return ["[called \(name)(\((arguments ?? .emptyObject).text))]"]
    case .functionCallOutput(let callID, let output):
      return ["[\(callNames[callID] ?? "the function") returned: \(output)]"]
    }
  }

  /// The one `clientContent`: everything, or everything before the turn that wants an answer.
  private mutating func opening(_ turns: [GeminiTurn], generate: Bool) -> [[UInt8]] {
    isOpening = false
    guard generate else { return [GeminiTurn.clientContent(turns, complete: true)] }
    let asksLast = turns.last?.role == .user
    let history = asksLast ? turns.dropLast() : turns
    let question = asksLast ? turns.suffix(1) : [.blank]
    return [GeminiTurn.clientContent(Array(history), complete: true)] + spoken(Array(question), generate: true)
  }

  /// As what the user shows, says and types, which has no roles; the last two always want an answer.
  private func spoken(_ turns: [GeminiTurn], generate: Bool) -> [[UInt8]] {
    let asks = turns.contains(where: \.asksWhenSpoken)
    let said = asks || !generate ? turns : turns + [.blank]
    // Where nobody listens for speech, a recording needs an activity of its own.
    guard !context.findsTurns, said.contains(where: \.isSpoken) else {
      return said.flatMap { $0.realtimeInputs(isInActivity: !context.findsTurns) }
    }
    return [Self.activityStart] + said.flatMap { $0.realtimeInputs(isInActivity: true) } + [Self.activityEnd]
  }
}
