import Conversation
import Dialects

@testable import struct Conversation.Session

/// Plays a plan through the real bridge and checks every invariant after every step.
struct PlannedCall {
  /// A rule of one's own beside the invariants; throws where it is broken.
  typealias Rule = (CallDriver.Emission, ClientContract.Wire) throws(Broken) -> Void

  /// Steps that were played, or passed over.
  private(set) var stepsPlayed = 0
  private(set) var story: [[String: Any]]
  /// Every message, if the call is recorded.
  private(set) var emitted: [(to: Side, bytes: [UInt8])] = []
  private let plan: CallPlan
  private let isRecorded: Bool
  private let rule: Rule?
  private var driver: CallDriver
  private var check: InvariantCheck
  /// Sockets that were opened, with those of asides.
  private var sockets = 0

  init(_ plan: CallPlan, isRecorded: Bool = false, rule: Rule? = nil) throws {
    self.plan = plan
    self.isRecorded = isRecorded
    self.rule = rule
    let header = StoryHeader.of(plan)
    story = [header]
    driver = CallDriver(
      try CallDriver.bridge(
        claim: ContractClaim(plan.contract, plan.isBare ? .movable : .settled),
        upstream: try StoryUpstream.dialect(for: header),
        defaults: SessionDefaults(changes: plan.isTranscription ? [.purpose(.transcription)] : []),
        reattachToken: plan.canReattach ? CallDriver.reattachToken : nil))
    check = InvariantCheck()
  }

  /// Plays the whole plan, then lets both sides fall silent: whatever is held, owed or awaited must end by itself.
  mutating func play() throws(Broken) {
    try settle()
    for step in plan.steps {
      stepsPlayed += 1
      try play(step)
      try makeReady()
    }
    try fallSilent()
  }

  private mutating func fallSilent() throws(Broken) {
    for _ in 0..<100 where !driver.bridge.session.isOver {
      try play(.wait(ms: 2_000))
      // Silence is the peers'; a socket opens or does not.
      if check.isDialling { try play(.shell(.upstreamOpened)) }
      try makeReady()
      while let id = check.anyAside(.dialling) {
        play(.upstreamOpened, of: id)
        try settle()
      }
    }
    try check.silence(driver.bridge.session)
  }

  private mutating func makeReady() throws(Broken) {
    guard plan.isReady else { return }
    if check.isDialling { try play(.shell(.upstreamOpened)) }
    if check.awaitsSetupComplete { try play(.upstream(RandomEvents.setupComplete)) }
    while let id = check.anyAside(.dialling) {
      play(.upstreamOpened, of: id)
      try settle()
    }
    while let id = check.anyAside(.setUp) {
      record(message: RandomEvents.setupComplete, from: .aside(id))
      receive(RandomEvents.setupComplete, from: .aside(id))
      try settle()
    }
  }

  // MARK: Steps

  private mutating func play(_ step: Step) throws(Broken) {
    switch step {
    case .wait(let ms):
      driver.advance(to: driver.now + ms)
      record(["from": "clock"])
    case .append where driver.bridge.session.isClientAway, .client where driver.bridge.session.isClientAway: return
    case .append(let speaking, let ms, let number):
      let sound = StockSounds.name(of: speaking, ms: ms, number: number)
      record(["from": "client", "message": ["type": "input_audio_buffer.append", "audio": sound]])
      receive(#"{"audio":"\#(StockSounds.base64(sound))","type":"input_audio_buffer.append"}"#, from: .client)
    case .client(let text, let choice):
      let event = check.resolved(text, choice: choice)
      record(message: event, from: .client)
      receive(event, from: .client)
    case .upstream(let text):
      guard check.isUpstreamOpen else { return }
      record(message: text, from: .upstream)
      receive(text, from: .upstream)
    case .shell(.clientLost): try loseClient()
    case .shell(.clientReturned(let unheard)): try returnClient(unheard: unheard)
    case .shell(let event): play(event)
    case .aside(let text, let choice):
      guard let id = check.anyAside(choice), check.isOpen(id) else { return }
      record(message: text, from: .aside(id))
      receive(text, from: .aside(id))
    case .asideShell(let event, let choice):
      guard let id = check.anyAside(choice) else { return }
      play(event, of: id)
    }
    try settle()
  }

  private mutating func receive(_ text: String, from side: Side) {
    let bytes = Array(text.utf8)
    check.received(bytes, from: side, by: driver.bridge.session)
    driver.receive(bytes, from: side)
  }

  private mutating func play(_ event: Step.ShellEvent) {
    switch event {
    case .upstreamOpened, .upstreamRefused: guard check.isDialling else { return }
    case .upstreamClosed: guard check.isUpstreamOpen else { return }
    case .clientStalled, .clientDrained: guard !driver.bridge.session.isClientAway else { return }
    case .upstreamStalled, .upstreamDrained, .clientClosed, .clientLost, .clientReturned, .draining, .drainTimeout:
      break
    }
    check.told(event)
    let line = event.story.merging(circumstances(of: event)) { old, _ in old }
    record(line)
    _ = driver.shell(line)
  }

  private mutating func loseClient() throws(Broken) {
    guard plan.canReattach, !driver.bridge.session.isClientAway else { return }
    play(.clientLost)
    try settle()
  }

  private mutating func returnClient(unheard: Int?) throws(Broken) {
    try loseClient()
    guard driver.bridge.session.isClientAway, !driver.bridge.session.isOver else { return }
    var line: [String: Any] = ["from": "shell", "event": "client_returned"]
    line["last_event_id"] = check.clientReturns(unheard: unheard)
    record(line)
    _ = driver.shell(line)
    try settle()
    try check.clientIsBack()
  }

  private mutating func play(_ event: Step.ShellEvent, of id: AsideID) {
    guard check.isOpen(id) == (event != .upstreamOpened) else { return }
    if event == .upstreamOpened { check.asideOpened(id) }
    let line = event.story.merging(circumstances(of: event)) { old, _ in old }.merging(["aside": id.number]) { $1 }
    record(line)
    _ = driver.shell(line)
  }

  /// What there is beside this deployment, in a call that wanders.
  private mutating func circumstances(of event: Step.ShellEvent) -> [String: Any] {
    guard plan.wanders else { return ["from": "shell"] }
    switch event {
    case .upstreamOpened:
      sockets += 1
      guard sockets % 3 != 0 else { return ["from": "shell"] }
      let model = sockets % 2 == 0 ? plan.model : CallPlan.models[sockets % CallPlan.models.count]
      return ["from": "shell", "moved_to": ["model": model, "location": "europe-west4"]]
    case .upstreamClosed: return ["from": "shell", "has_other": true]
    case .upstreamRefused, .clientStalled, .clientDrained, .upstreamStalled, .upstreamDrained, .clientClosed,
      .clientLost, .clientReturned, .draining, .drainTimeout:
      return ["from": "shell"]
    }
  }

  private mutating func settle() throws(Broken) {
    for (_, emission) in driver.takeEmissions() {
      if isRecorded, case .message(let side, let bytes) = emission { emitted.append((side, bytes)) }
      try check.saw(emission, of: driver.bridge.session)
      try rule?(emission, driver.bridge.session.claim.contract.wire)
    }
  }

  // MARK: The story of it

  private mutating func record(message text: String, from side: Side) {
    guard isRecorded else { return }
    var line: [String: Any]
    switch side {
    case .client: line = ["from": "client"]
    case .upstream: line = ["from": "upstream"]
    case .aside(let id): line = ["from": "upstream", "aside": id.number]
    }
    // A message that is JSON and nothing else can be read in a story; all else is kept to the byte.
    if let message = JSONText.object(text), JSONText.text(message) == text {
      line["message"] = message
    } else {
      line["raw"] = text
    }
    record(line)
  }

  private mutating func record(_ line: [String: Any]) {
    guard isRecorded else { return }
    story.append(line.merging(["at_ms": driver.now]) { old, _ in old })
  }
}
