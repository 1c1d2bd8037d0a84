/// The events of all connections of one client, taken together: what did not arrive comes again, in order and as it was, and
/// nothing else comes twice.
struct ReattachCheck {
  private struct Event {
    var id: String
    var bytes: [UInt8]
    /// `session.created` is said anew to each connection.
    var comesAgain: Bool
  }

  /// The last events, as they were sent.
  private var lately: [Event] = []
  /// What must be repeated before anything new is said.
  private var owed: [Event] = []

  private static let longest = 64

  /// The last `unheard` events have not arrived. Returns what the client says it has seen last.
  mutating func clientReturns(unheard: Int?) -> String? {
    guard let unheard, lately.count > unheard else {
      owed = []
      return nil
    }
    owed = lately.suffix(unheard).filter(\.comesAgain)
    lately.removeLast(unheard)
    return lately.last?.id
  }

  func clientIsBack() throws(Broken) {
    guard let first = owed.first else { return }
    throw Broken(invariant: 1, rule: "an event that did not arrive is not repeated", detail: first.id)
  }

  /// Whether the client was sent this before.
  mutating func isRepeated(_ bytes: [UInt8], id: String, type: String) throws(Broken) -> Bool {
    let isGreeting = ["session.created", "transcription_session.created", "conversation.created"].contains(type)
    let event = Event(id: id, bytes: bytes, comesAgain: !isGreeting)
    lately.append(event)
    if lately.count > Self.longest { lately.removeFirst() }
    guard !isGreeting, !owed.isEmpty else { return false }
    let due = owed.removeFirst()
    guard due.id == id, due.bytes == bytes else {
      throw Broken(invariant: 1, rule: "another event than the one that did not arrive", detail: "\(id) for \(due.id)")
    }
    return true
  }
}
