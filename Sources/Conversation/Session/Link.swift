/// The upstream connection.
///
///     dialling ──opened──► connected ──setup sent──► settingUp ──ready──► open ──closed──► lost
///         ▲                                              │
///         └───────── a new setup before any content ─────┘
struct Link: Equatable, Sendable {
  enum Phase: Equatable, Sendable {
    case dialling
    /// The socket is there; `setup` waits for the client's first wish or content.
    case connected
    case settingUp
    case open
    case lost
  }

  private(set) var phase = Phase.dialling
  /// `setup` may go up as soon as the socket is there.
  private(set) var isSetupDue: Bool
  /// When `setup` goes up at the latest (monotonic ms).
  private(set) var setupAt: Int
  private(set) var settingUpSince = 0
  /// Conversation content went up, or waits to: the setup can no longer be exchanged for free.
  private(set) var hasContent = false
  /// Audio held for the upstream: ms of each message, oldest first.
  private(set) var heldAudio: [Int] = []
  private var heldAudioMs = 0

  init(setupDue: Bool, setupAt: Int) {
    isSetupDue = setupDue
    self.setupAt = setupAt
  }

  var isOpen: Bool { phase == .open }

  /// Whether a setup has been sent on the present connection.
  var hasSetup: Bool {
    switch phase {
    case .dialling, .connected: false
    case .settingUp, .open, .lost: true
    }
  }

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
    settingUpSince = now
    return true
  }

  mutating func ready() {
    phase = .open
    heldAudio = []
    heldAudioMs = 0
  }

  /// A new connection for a new setup.
  mutating func redialled() { phase = .dialling }

  mutating func lost() { phase = .lost }

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

  func deadline(setupTimeout: Int) -> Int {
    switch phase {
    case .connected: setupAt
    case .settingUp: settingUpSince + setupTimeout
    case .dialling, .open, .lost: .max
    }
  }
}
