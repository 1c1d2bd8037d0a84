internal import VoiceAudio

/// One call: what the client asked, what the model says, and who may speak. Pure: it is told the time, and
/// everything it wants leaves through `takeOutputs()`.
///
/// It is not one machine but several side by side, because listening, answering and connecting overlap;
/// `Session` routes events to them and owns the order of what leaves:
///
///      ClientEvent ──►┌────────────────────────────────────────┐──► UpstreamCommand
///                     │ Link      dialling … open              │
///                     │ UserTurn  none open (committed)        │    Record    what was said
///                     │ Answer    none awaited open generated  │    Pending   what waits to go up
///      UpstreamEvent ►│ Tail      clear owed dead cancelled    │──► ClientNotice
///                     └────────────────────────────────────────┘
package struct Session: Sendable {
  package typealias Negotiate = (SessionConfiguration) throws(Fault) -> Negotiation

  let identity: SessionIdentity
  let settings: SessionSettings
  /// Of the model that serves the call at the moment.
  var capabilities: Capabilities
  let begunAt: Moment
  var identifiers: Identifiers
  var out = Outbox()

  // What the client is, and wants.
  package internal(set) var claim: ContractClaim
  var defaults: SessionDefaults
  /// Every change so far, while the contract may still move and its defaults with it.
  var stated: [SessionChange] = []
  var wanted: SessionConfiguration
  package internal(set) var negotiation: Negotiation
  /// The client has been sent `session.created`.
  var isCreated = false
  /// What the client must not see before `session.created`.
  var early: [ClientNotice] = []
  var isEnded = false
  /// The gateway shuts down: the call ends when nothing runs any more.
  var isDraining = false

  // The machines.
  var link: Link
  /// What the running connection was set up for, with later amendments; nil before a setup has gone up.
  var sent: Agreement?
  /// What the upstream took last: a setup that it refuses gives way to this.
  var accepted: Agreement?
  /// When a change of the setup goes up at the latest; more of them may follow (monotonic ms).
  var changeDue = Int.max
  /// Who serves the call, where the client would not think so.
  var servedBy: ServedBy?
  /// The newest handle that the upstream gave; it belongs to this call's model.
  var handle: String?
  /// What the next connection is to be told first.
  var recovery: Recovery?
  var turn: UserTurn
  var manual = ManualTurn()
  /// The model has been told something for one answer alone.
  var hasOwnContext = false
  /// When the last answer had been heard, as long as the user says nothing (monotonic ms).
  var answeredAt: Int?
  var answer = Answer()
  var tail: Tail
  var pending = Pending()
  var toolCalls = ToolCalls()
  var asides = Asides()
  var holding: HeldContent?
  var record: Record
  var playback: Playback
  var inputTranscript: InputTranscript?
  var transcriptSource: TranscriptSource?
  /// The last turn, as long as an answer to it may still come although none is awaited.
  var unanswered: UnansweredTurn?
  /// What the model may have begun to say while the user was just falling silent; it counts when content follows.
  var earlyTranscript = ""
  var detector: SpeechDetector?
  /// Where in all audio of the call the detector began to listen, in ms.
  var heardSince = 0
  var video: VideoStream
  /// Monotonic ms of the last append.
  var lastAppend: Int?
  var flow = Flow()
  var presence: Presence

  /// A value whose size the compiler does not know makes it pass the whole call by its place in memory. Otherwise it
  /// copies all of it, some 6 KB, for each question that a method asks.
  private let isPassedByPlace: any Sendable = ()

  // Counters.
  package internal(set) var tally = Tally()
  /// Position in all audio the client appended, in ms times the bytes per ms at that time.
  var audioMs = 0
  var audioMsAtCommit = 0
  /// Monotonic ms of the last client event or answer.
  var lastActivity: Int

  /// A call begins: the upstream is dialled at once. Throws if even the defaults cannot be had.
  ///
  /// - Parameter reattachToken: with what a client that lost its connection comes back; nil: it cannot.
  package init(
    identity: SessionIdentity, claim: ContractClaim, defaults: SessionDefaults = SessionDefaults(),
    settings: SessionSettings = SessionSettings(), capabilities: Capabilities, identifiers: Identifiers,
    reattachToken: String? = nil, at now: Moment, negotiate: Negotiate
  ) throws(Fault) {
    self.identity = identity
    self.claim = claim
    self.defaults = defaults
    self.settings = settings
    self.capabilities = capabilities
    self.identifiers = identifiers
    begunAt = now
    wanted = defaults.configuration(under: claim.contract)
    negotiation = try negotiate(wanted)
    turn = UserTurn(settings: settings)
    tail = Tail(settings: settings)
    video = VideoStream(settings: settings)
    record = Record(maximum: settings.maximumItems)
    playback = Playback(grace: settings.playbackGrace)
    presence = Presence(token: reattachToken, window: settings.reattachWindow)
    lastActivity = now.ms
    switch claim.contract.setupTiming {
    case .atConnect: link = Link(setupDue: true, setupAt: now.ms)
    case .deferred: link = Link(setupDue: false, setupAt: now.after(settings.setupAfterCreated))
    }
    tuneDetector()
    out.add(.dial(.same))
    switch claim.contract.setupTiming {
    case .atConnect: break
    case .deferred: announceSession()
    }
  }

  package var isOver: Bool { isEnded }

  /// What the client hears and the upstream gets, since the last call, in order.
  package mutating func takeOutputs() -> [Output] {
    if isDraining { endIfDrained() }
    return out.take()
  }

  package var hasOutputs: Bool { !out.isEmpty }

  /// What is in effect.
  package var effective: SessionConfiguration { negotiation.effective }

  // MARK: Leaving

  mutating func notice(_ notice: ClientNotice) {
    guard !isCreated else { return out.notice(notice) }
    early.append(notice)
    // A client that says so much before the model is there is greeted before, too.
    if early.count >= settings.maximumEarly { announceSession() }
  }

  mutating func notice(_ notices: [ClientNotice]) {
    for each in notices { notice(each) }
  }

  mutating func fail(_ fault: Fault) {
    tally.errors += 1
    notice(.failed(defaults.pins.redacted(fault)))
  }

  /// Sends a command up, behind what waits for the upstream to be there.
  mutating func send(_ command: UpstreamCommand) {
    if !link.hasContent { link.contentCame() }
    out.add(link.isOpen ? .command(command) : .hold(command))
  }

  mutating func announceSession() {
    isCreated = true
    let view = view(shapes: createdShapes, reattachToken: presence.takeToken())
    out.notice(.sessionCreated(view, conversationID: identity.conversationID))
    for notice in early { out.notice(notice) }
    early = []
    dialWaitingAsides()
  }

  var createdShapes: SessionView.Shapes { claim.certainty == .movable ? .both : .own }

  func view(shapes: SessionView.Shapes = .own, reattachToken: String? = nil) -> SessionView {
    SessionView(
      id: identity.sessionID, model: identity.model, expiresAt: begunAt.unix + settings.sessionMaximum / 1_000,
      effective: effective, shapes: shapes, hidden: defaults.pins.fields, reattachToken: reattachToken)
  }

  /// Makes the detector fit the configuration; what it has heard of the room is lost only if the rate changes.
  mutating func tuneDetector() {
    guard let detection = effective.turnDetection else {
      detector = nil
      return
    }
    let tuned = SpeechDetector.Settings(threshold: detection.threshold, silenceMs: detection.silenceMs)
    if detector?.rate == effective.inputFormat.rate {
      detector?.settings = tuned
    } else {
      detector = SpeechDetector(rate: effective.inputFormat.rate, settings: tuned)
      heardSince = audioMs
    }
  }
}
