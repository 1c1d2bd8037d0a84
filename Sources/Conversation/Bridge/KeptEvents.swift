/// The events that a client which may come back was sent last, and those that it misses while it is away, as they go on the
/// wire.
///
/// A connection breaks some time before anybody notices, and what was sent in between is lost. So the last events are kept
/// although they were sent: a client that says which one it knows gets everything behind that.
struct KeptEvents: Sendable {
  private struct Event {
    var number: Int
    /// Empty: the event is not sent again, but a place in the order that a client may name.
    var text: [UInt8]
    var isMissed: Bool
  }

  private let sentLimit: Int
  private let missedLimit: Int
  private var events: [Event] = []
  /// Events at the front that are gone already: taking one away must not move all others.
  private var gone = 0
  private var bytes = 0
  private var missedBytes = 0

  /// Bytes: of sent and missed events together as long as none is missed, and of missed ones before `isFull`.
  init(sentLimit: Int, missedLimit: Int) {
    self.sentLimit = sentLimit
    self.missedLimit = missedLimit
  }

  /// More should not be missed.
  var isFull: Bool { missedBytes > missedLimit }

  /// The event leaves.
  mutating func sent(_ text: [UInt8], number: Int) {
    add(Event(number: number, text: text, isMissed: false))
  }

  /// An event leaves that would not be true a second time.
  mutating func sentOnce(number: Int) {
    // What is missed comes behind it.
    let place = events[gone...].firstIndex(where: \.isMissed) ?? events.endIndex
    events.insert(Event(number: number, text: [], isMissed: false), at: place)
  }

  /// The client is away.
  mutating func missed(_ text: [UInt8], number: Int) {
    missedBytes += text.count
    add(Event(number: number, text: text, isMissed: true))
  }

  /// What a client gets that came back, oldest first: what it missed, or, where it names the last event that it knows,
  /// everything behind that. All of it is sent then.
  mutating func tell(after number: Int?) -> [[UInt8]] {
    let first = number.flatMap(place(behind:)) ?? events[gone...].firstIndex(where: \.isMissed) ?? events.endIndex
    for index in events[gone...].indices { events[index].isMissed = false }
    missedBytes = 0
    let texts = events[first...].map(\.text).filter { !$0.isEmpty }
    trim()
    return texts
  }

  /// Nil: no event of that number was sent.
  private func place(behind number: Int) -> Int? {
    if let known = events[gone...].lastIndex(where: { $0.number == number }) { return known + 1 }
    guard let oldest = events[gone...].lazy.map(\.number).min(), number < oldest else { return nil }
    return gone
  }

  private mutating func add(_ event: Event) {
    bytes += event.text.count
    events.append(event)
    trim()
  }

  private mutating func trim() {
    while bytes > sentLimit, gone < events.count, !events[gone].isMissed {
      bytes -= events[gone].text.count
      events[gone].text = []
      gone += 1
    }
    guard gone > 64, gone > events.count / 2 else { return }
    events.removeFirst(gone)
    gone = 0
  }
}
