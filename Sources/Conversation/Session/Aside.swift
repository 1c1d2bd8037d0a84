/// An answer that is given aside: a short session of its own with the model, which sees only what it is given.
///
///     waiting ──client greeted──► dialling ──opened──► settingUp ──ready──► answering ──► over
///        └────────────────────────────┴─── cancelled, failed, deadline ─────────┘
///
/// It streams like any other answer (`Answer`), but nothing of the conversation waits for it: a fault of its
/// connection ends this response and nothing else.
struct Aside: Equatable, Sendable {
  enum Phase: Equatable, Sendable {
    /// The client has not been greeted yet, and must hear nothing before.
    case waiting
    case dialling
    case settingUp
    case answering
  }

  let scope: ResponseRequest.Scope
  let wish: SessionConfiguration
  private(set) var negotiation: Negotiation
  /// What the model is given.
  let context: [Item]
  /// Monotonic ms of its end at the latest.
  let due: Int
  private(set) var phase = Phase.waiting
  var answer = Answer()

  init(
    _ response: Response, scope: ResponseRequest.Scope, wish: SessionConfiguration, negotiation: Negotiation,
    context: [Item], due: Int,
    at now: Int
  ) {
    self.scope = scope
    self.wish = wish
    self.negotiation = negotiation
    self.context = context
    self.due = due
    answer.expected(Expectation(cause: .create, medium: .text, since: now))
    answer.claimed(as: response)
  }

  mutating func dialled() { phase = .dialling }

  /// The socket that is being dialled is another deployment's.
  mutating func moved(to agreed: Negotiation) { if phase == .dialling { negotiation = agreed } }

  /// The socket is there. False: it was not waited for.
  mutating func opened() -> Bool {
    guard phase == .dialling else { return false }
    phase = .settingUp
    return true
  }

  /// The setup was accepted. False: none was sent.
  mutating func ready() -> Bool {
    guard phase == .settingUp else { return false }
    phase = .answering
    return true
  }

  /// Content came: whether it belongs to the answer that was asked for.
  var takesContent: Bool {
    guard phase == .answering else { return false }
    switch answer.phase {
    case .awaited, .open: return true
    case .none, .generated: return false
    }
  }

  /// When something is due. After the end of generation, a written answer ends with its last piece, a spoken one when it
  /// may have been heard; `turnComplete` ends both.
  func deadline(_ settings: SessionSettings) -> Int {
    guard answer.phase == .generated else { return due }
    return min(due, endsAt(settings))
  }

  private func endsAt(_ settings: SessionSettings) -> Int {
    let quiet = max(answer.generatedAt, answer.lastTranscript) + settings.transcriptQuiet
    guard let part = answer.part else { return answer.generatedAt + settings.emptyTextWait }
    switch part.modality {
    case .text, .likeTheTurn: return part.text.isEmpty ? answer.generatedAt + settings.emptyTextWait : quiet
    case .audio: return max(quiet, answer.generatedAt + part.audioMs + settings.playbackGrace)
    }
  }
}
