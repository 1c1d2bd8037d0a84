/// The upstream connection, and when the call leaves it for another.
///
///     dialling ──opened──► connected ──setup sent──► settingUp ──ready──► open
///        ▲ ▲                   │                         │                 │
///        │ └───────────────────┴── left for another ─────┴─────────────────┤
///        └──────── pausing ◄────── lost ◄──────────────────────────────────┘
///
/// A connection that is lost is dialled again after a pause that grows; who loses too many in a row is told so and ends
/// the call.
struct Link: Equatable, Sendable {
  enum Phase: Equatable, Sendable {
    case dialling
    /// The socket is there; `setup` waits for the client's first wish or content.
    case connected
    case settingUp
    case open
    /// Before the next try.
    case pausing
  }

  private(set) var phase = Phase.dialling
  /// `setup` may go up as soon as the socket is there.
  private(set) var isSetupDue: Bool
  /// Where the next connection is to lead.
  private(set) var destination = Destination.same
  /// The present deployment has accepted a setup of this call.
  private(set) var isServed = false
  /// When `setup` goes up at the latest (monotonic ms).
  private(set) var setupAt: Int
  private(set) var settingUpSince = 0
  private var openSince = 0
  private var redialAt = 0
  /// Conversation content went up, or waits to.
  private(set) var hasContent = false
  /// A connection of this call was ready once.
  private(set) var wasOpen = false
  /// Connections lost in a row, since the model last said something.
  private(set) var losses = 0
  /// The connection is near its end, and is left for another at the next idle moment.
  private(set) var isEnding = false
  /// When it is left at the latest, idle or not (monotonic ms).
  private(set) var leaveBy = Int.max
  /// Since when the call is idle and could leave, waiting for a newer handle only.
  private(set) var idleSince: Int?
  /// Audio held for the upstream: ms of each message, oldest first.
  private(set) var heldAudio: [Int] = []
  private var heldAudioMs = 0

  init(setupDue: Bool, setupAt: Int) {
    isSetupDue = setupDue
    self.setupAt = setupAt
  }

  var isOpen: Bool { phase == .open }

  /// Between two connections: what the client says is kept.
  var isMoving: Bool { wasOpen && phase != .open }

  /// Whether a setup has been sent on the present connection.
  var hasSetup: Bool {
    switch phase {
    case .dialling, .connected, .pausing: false
    case .settingUp, .open: true
    }
  }

  // MARK: Coming up

  /// The socket that is being dialled is another deployment's.
  mutating func moved() { isServed = false }

  mutating func opened() {
    guard phase == .dialling else { return }
    phase = .connected
  }

  /// The client changed its wishes: wait for the row of updates to end.
  mutating func setupPostponed(until due: Int) {
    if !isSetupDue { setupAt = due }
  }

  mutating func setupBecameDue() { isSetupDue = true }

  mutating func contentCame() {
    hasContent = true
    isSetupDue = true
  }

  /// Whether `setup` shall leave now.
  mutating func takeSetup(at now: Int) -> Bool {
    guard phase == .connected, isSetupDue || now >= setupAt else { return false }
    phase = .settingUp
    isSetupDue = true
    settingUpSince = now
    return true
  }

  mutating func ready(at now: Int) {
    phase = .open
    wasOpen = true
    isServed = true
    openSince = now
    heldAudio = []
    heldAudioMs = 0
  }

  /// The model said something: the connection is good.
  mutating func proved() { losses = 0 }

  // MARK: Going

  /// The upstream will close the connection, or it is old: it is left at the next idle moment, at the latest at `by`.
  mutating func ending(by: Int) {
    isEnding = true
    leaveBy = min(leaveBy, by)
  }

  mutating func idled(at now: Int) { idleSince = idleSince ?? now }

  mutating func becameBusy() { idleSince = nil }

  /// The connection is closed for another one, which is dialled at once.
  mutating func left() {
    destination = .same
    dialled()
  }

  /// The connection was lost, or did not come about. `pause`: ms before the next is dialled.
  mutating func lost(pause: Int, next: Destination, at now: Int) {
    destination = next
    losses += 1
    phase = .pausing
    redialAt = now + pause
  }

  /// Whether to dial now.
  mutating func takeRedial(at now: Int) -> Bool {
    guard phase == .pausing, now >= redialAt else { return false }
    dialled()
    return true
  }

  private mutating func dialled() {
    phase = .dialling
    isEnding = false
    leaveBy = .max
    idleSince = nil
  }

  // MARK: Deadlines

  /// When the connection has lived long enough.
  func oldAt(maxAge: Int) -> Int {
    switch phase {
    case .open where !isEnding: openSince + maxAge
    case .open, .dialling, .connected, .settingUp, .pausing: .max
    }
  }

  func deadline(setupTimeout: Int) -> Int {
    switch phase {
    case .connected: setupAt
    case .settingUp: settingUpSince + setupTimeout
    case .pausing: redialAt
    case .open: leaveBy
    case .dialling: .max
    }
  }

  // MARK: Held audio

  /// What is held was meant for a connection that will not be. Returns how many messages go, and their ms.
  mutating func heldAudioDropped() -> (count: Int, ms: Int) {
    defer {
      heldAudio = []
      heldAudioMs = 0
    }
    return (heldAudio.count, heldAudioMs)
  }

  /// Holds `ms` of audio in so many messages. Returns how many of the oldest held messages must go, and their ms.
  mutating func audioHeld(ms: Int, messages: Int, limit: Int) -> (count: Int, ms: Int) {
    for index in 0..<messages { heldAudio.append(ms * (index + 1) / messages - ms * index / messages) }
    heldAudioMs += ms
    var (count, dropped) = (0, 0)
    while heldAudioMs > limit, count < heldAudio.count - 1 {
      heldAudioMs -= heldAudio[count]
      dropped += heldAudio[count]
      count += 1
    }
    heldAudio.removeFirst(count)
    return (count, dropped)
  }
}
