private import ByteJSON

/// The model's side of the conversation: one OpenAI response at a time.
///
///     none ──expected──► awaited ──content──► open ──generationComplete──► generated
///      ▲                    │                  │                              │
///      └────────────────────┴──── finished: completed, cancelled, incomplete, failed ──┘
///
/// A response may exist already while it is awaited: a create is acknowledged at once. The phase carries no data,
/// because text is appended to the record beside it fifty times a second.
struct Answer: Equatable, Sendable {
  enum Phase: Equatable, Sendable {
    case none
    case awaited
    case open
    case generated
  }

  /// The one content part of an answer's message.
  struct Part: Equatable, Sendable {
    var address: PartAddress
    var modality: SessionConfiguration.Output
    var text = ""
    var audioMs = 0
    var isClosed = false
    var citations: [Citation] = []
  }

  private(set) var phase = Phase.none
  /// Created and not done.
  private(set) var response: Response?
  private(set) var part: Part?
  private(set) var expectation: Expectation?
  /// A `response.create` stands behind this answer: another one is not absorbed.
  private(set) var isClaimed = false
  /// Monotonic ms of the last content, or of the start.
  private(set) var lastContent = 0
  private(set) var lastTranscript = 0
  private(set) var generatedAt = 0
  /// How often it was asked for again on another connection.
  private(set) var repeats = 0
  /// What the last answer was made of, for a turn begun by neither text nor speech.
  private(set) var lastModality = SessionConfiguration.Output.text

  // MARK: Awaiting

  /// Something will be answered. An answer that is already awaited stays awaited for its first cause.
  mutating func expected(_ expectation: Expectation) {
    guard phase == .none else { return }
    self.expectation = expectation
    lastContent = expectation.since
    phase = .awaited
  }

  /// A create took the credit of this answer, or is its cause: the response exists from now on.
  mutating func claimed(as response: Response, by cause: Expectation.Cause? = nil) {
    self.response = response
    isClaimed = true
    if let cause { expectation?.cause = cause }
  }

  /// The user spoke, and no answer is expected: one that comes all the same is like an answer to speech.
  mutating func spokenTo() { lastModality = .audio }

  /// The answer that was awaited will not come; nothing was created for it.
  mutating func forgotten() {
    reset()
  }

  /// What an answer is made of: the create's wish, the session's, or that of the turn it answers.
  func modality(wish: SessionConfiguration.Output?, session: SessionConfiguration.Output) -> SessionConfiguration.Output
  {
    switch wish ?? session {
    case .text: .text
    case .audio: .audio
    case .likeTheTurn:
      switch expectation?.medium {
      case .text: .text
      case .speech: .audio
      case nil: lastModality
      }
    }
  }

  /// Nothing came of it, and another connection is asked.
  mutating func repeated() { repeats += 1 }

  /// The upstream is there again: it has its time anew.
  mutating func resumed(at now: Int) {
    lastContent = now
    guard case .speech(let speechEnd) = expectation?.cause, repeats > 0 else { return }
    expectation?.cause = .speech(speechEnd: max(speechEnd, now))
  }

  // MARK: Streaming

  /// The response begins with something other than a message.
  mutating func begun(_ response: Response, at now: Int) {
    self.response = response
    phase = .open
    lastModality = response.modality
    lastContent = now
  }

  /// The first content came: the response (made by the caller if none was claimed) begins its message.
  mutating func opened(_ response: Response, itemID: String, at now: Int) {
    part = Part(
      address: PartAddress(responseID: response.id, itemID: itemID, outputIndex: response.output.count),
      modality: response.modality)
    self.response = response
    phase = .open
    lastModality = response.modality
    lastContent = now
    lastTranscript = now
  }

  /// Content of the upstream, shown or not: the watchdog starts anew.
  mutating func contentSeen(at now: Int) { lastContent = now }

  mutating func textAdded(_ piece: String, at now: Int) {
    part?.text += piece
    lastTranscript = now
    lastContent = now
  }

  /// ms of audio delivered. Returns whether they were the first.
  mutating func audioAdded(ms: Int, at now: Int) -> Bool {
    defer { part?.audioMs += ms }
    lastContent = now
    return part?.audioMs == 0
  }

  /// The upstream named sources, more or again. Returns the message if the client has had its end already.
  mutating func cited(_ citations: [Citation]) -> Item? {
    guard var part else { return nil }
    for citation in citations where part.citations.count < Self.mostCitations && !part.citations.contains(citation) {
      part.citations.append(citation)
    }
    self.part = part
    guard part.isClosed, let place = response?.output.lastIndex(where: { $0.id == part.address.itemID }) else {
      return nil
    }
    response?.output[place].citations = part.citations
    return response?.output[place]
  }

  /// Of one answer. Whoever wants more asks Google.
  private static let mostCitations = 64

  /// The answer that is awaited comes from there.
  mutating func served(by servedBy: ServedBy?) { response?.servedBy = servedBy }

  mutating func usageReported(_ usage: Usage) { response?.usage = usage }

  mutating func generationCompleted(at now: Int) {
    guard phase == .open else { return }
    phase = .generated
    generatedAt = now
    lastContent = now
  }

  mutating func partClosed() { part?.isClosed = true }

  // MARK: Ending

  /// The item of the part, as it stands.
  func item(status: Item.Status) -> Item? {
    guard let part else { return nil }
    let content: Item.Content =
      switch part.modality {
      case .text: .outputText(part.text)
      case .audio, .likeTheTurn: .outputAudio(transcript: part.text)
      }
    var item = Item(
      id: part.address.itemID, status: status,
      kind: .message(role: .assistant, content: status == .inProgress ? [] : [content]))
    item.citations = part.citations
    return item
  }

  mutating func outputAdded(_ item: Item) { response?.output.append(item) }

  /// The response is over. Returns it with its status; nil if none was created.
  mutating func finished(_ status: Response.Status) -> Response? {
    var done = response
    done?.status = status
    reset()
    return done
  }

  private mutating func reset() {
    phase = .none
    response = nil
    part = nil
    expectation = nil
    isClaimed = false
    repeats = 0
  }
}
