/// The calls that are out, and what has become of them.
struct ToolDesk: Equatable, Sendable {
  enum Outcome: Equatable, Sendable {
    /// More results are awaited before the turn can go on.
    case waiting
    /// The turn goes on with these words.
    case complete(words: [String])
    /// A call that holds nothing up has its result.
    case late(words: [String], ToolResponseMessage.Scheduling)
    /// The results are of calls that have been cancelled.
    case ignored
    /// A result for a call that nobody made.
    case unknown
  }

  private struct Open: Equatable {
    var call: ServerMessage.FunctionCall
    var blocks: Bool
  }

  private var open: [Open] = []
  /// Ids, or names for models without ids, of calls that were cancelled.
  private var cancelled: Set<String> = []
  private var words: [String] = []

  mutating func called(_ calls: [ServerMessage.FunctionCall], blocks: Bool) {
    open += calls.map { Open(call: $0, blocks: blocks) }
    words = []
  }

  /// The user went on without waiting; says which ids to cancel. Calls that hold nothing up stay.
  mutating func blockingCallsCancelled() -> [String] {
    let gone = open.filter(\.blocks)
    open.removeAll(where: \.blocks)
    cancelled.formUnion(gone.map { $0.call.id ?? $0.call.name })
    words = []
    return gone.compactMap(\.call.id)
  }

  mutating func answered(_ results: [ToolResponseMessage.Result]) -> Outcome {
    var late: [String] = []
    var scheduling: ToolResponseMessage.Scheduling?
    var matched = false
    for result in results {
      guard let index = index(of: result) else {
        guard cancelled.contains(result.id ?? result.name ?? "") else { return .unknown }
        continue
      }
      matched = true
      let entry = open.remove(at: index)
      let sentence = "\(entry.call.name) \(result.isError ? "failed" : "says"): \(result.output)"
      if entry.blocks {
        words.append(sentence)
      } else {
        late.append(sentence)
        scheduling = result.scheduling ?? scheduling
      }
    }
    guard matched else { return .ignored }
    if !late.isEmpty { return .late(words: late, scheduling ?? .whenIdle) }
    guard !open.contains(where: \.blocks) else { return .waiting }
    defer { words = [] }
    return .complete(words: words)
  }

  /// By id, or for models without ids the first open call of that name.
  private func index(of result: ToolResponseMessage.Result) -> Int? {
    open.firstIndex { entry in
      guard let id = result.id else { return entry.call.id == nil && entry.call.name == result.name }
      return entry.call.id == id && (result.name == nil || result.name == entry.call.name)
    }
  }
}
