/// The functions that the model wants called, until every one has been answered (semantics 5).
///
///     none ──toolCall──► awaiting ──last output──► none (one toolResponse goes up)
///                           ├── cancelled, or 30 s after a create: missing outputs are errors
///                           └── the connection ended: orphaned ──last output──► none (they go up as text)
struct ToolCalls: Equatable, Sendable {
  struct Call: Equatable, Sendable {
    /// Ours, at most 32 characters; what the client answers to.
    let callID: String
    /// The upstream's; nil where it gives none.
    let upstreamID: String?
    let name: String
    var output: String?
  }

  struct WaitingCreate: Equatable, Sendable {
    let request: ResponseRequest
    /// Monotonic ms.
    let since: Int
  }

  /// What an output of the client's is.
  enum Output: Equatable, Sendable {
    /// Others are still missing.
    case collected
    /// The last one: this goes up.
    case complete([ToolResult])
    /// For a call that the user cancelled, of a history, or of a connection that ended: it goes up as text.
    case late
    /// The same, and it was the last one of the calls of a connection that ended.
    case lastOrphan
    case unknown
  }

  private(set) var open: [Call] = []
  /// Calls whose outputs nobody waits for any more, and calls of a history that the client wrote.
  private var past = RecentIDs(limit: 1_024)
  /// The calls are of a connection that has ended: no `toolResponse` can answer them.
  private(set) var areOrphans = false
  /// A create that came before the last output.
  private(set) var waitingCreate: WaitingCreate?

  var isAwaiting: Bool { !open.isEmpty }

  /// Calls that may be open at once; a model that makes more is not waited for.
  static let limit = 512

  mutating func called(_ call: Call) {
    if open.count < Self.limit { open.append(call) } else { past.insert(call.callID) }
  }

  /// The connection that waits for the outputs is gone. Returns the ids of the calls that have theirs.
  mutating func connectionEnded() -> [String] {
    let answered = open.filter { $0.output != nil }.map(\.callID)
    for id in answered { past.insert(id) }
    open.removeAll { $0.output != nil }
    areOrphans = !open.isEmpty
    return answered
  }

  /// The client wrote a call into the history: an output for it is history too.
  mutating func remembered(callID: String) { past.insert(callID) }

  func knows(_ callID: String) -> Bool { past.contains(callID) || open.contains { $0.callID == callID } }

  mutating func outputGiven(_ output: String, callID: String) -> Output {
    guard let place = open.firstIndex(where: { $0.callID == callID }) else {
      return past.contains(callID) ? .late : .unknown
    }
    guard open[place].output == nil else { return .late }
    if areOrphans {
      past.insert(open.remove(at: place).callID)
      guard open.isEmpty else { return .late }
      areOrphans = false
      return .lastOrphan
    }
    open[place].output = output
    return open.allSatisfy { $0.output != nil } ? .complete(takeAll()) : .collected
  }

  /// The upstream does not wait for these any more. Returns what goes up because all others have outputs.
  mutating func cancelled(upstreamIDs: [String]) -> [ToolResult] {
    let gone = open.filter { call in call.upstreamID.map(upstreamIDs.contains) ?? false }
    for call in gone { past.insert(call.callID) }
    open.removeAll { call in gone.contains(call) }
    return !open.isEmpty && open.allSatisfy { $0.output != nil } ? takeAll() : []
  }

  mutating func createWaits(_ request: ResponseRequest, since now: Int) {
    waitingCreate = WaitingCreate(request: request, since: now)
  }

  mutating func takeWaitingCreate() -> ResponseRequest? {
    defer { waitingCreate = nil }
    return waitingCreate?.request
  }

  /// What is known now goes up; what is missing is said to be missing. Outputs that come later are late.
  mutating func takeAll() -> [ToolResult] {
    defer {
      for call in open { past.insert(call.callID) }
      open = []
      areOrphans = false
    }
    return open.map { ToolResult(id: $0.upstreamID, name: $0.name, output: $0.output) }
  }

  func deadline(wait: Int) -> Int { waitingCreate.map { $0.since + wait } ?? .max }
}
