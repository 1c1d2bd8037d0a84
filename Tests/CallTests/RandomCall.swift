import Conversation
import Dialects

@testable import struct Conversation.Session

/// A call of random events from both sides, from one seed. What a peer may not do is done too: peers are hostile.
struct RandomCall {
  private var random: SplitMix
  private(set) var driver: CallDriver
  private(set) var check: InvariantCheck
  private var appended = 0
  private(set) var log: [String] = []

  init(seed: UInt64) throws {
    random = SplitMix(seed: seed)
    let contracts = ClientContract.allCases
    let contract = contracts[random.below(contracts.count)]
    let certainty: ContractClaim.Certainty = random.below(2) == 0 ? .settled : .movable
    let models = ["gemini-3.8-live", "gemini-2.0-flash-live-001", "gemini-live-2.5-flash-native-audio"]
    let options = UpstreamOptions(project: "p", location: "us-central1")
    let route = try DialectCatalog.route(to: "vertex_ai/" + models[random.below(models.count)], options)
    driver = CallDriver(
      try CallDriver.bridge(claim: ContractClaim(contract, certainty), upstream: route.dialect))
    check = InvariantCheck(startsAs: contract.wire)
    log.append("seed \(seed) \(contract) \(certainty)")
    try settle()
  }

  /// One random step, then every invariant over what left.
  mutating func step() throws {
    switch random.below(20) {
    case 0..<7: fromClient()
    case 7..<16: fromUpstream()
    case 16, 17: advance(by: random.below(600))
    case 18: advance(by: random.below(10) == 0 ? 20_000 : 2_000)
    default: fromShell()
    }
    try settle()
  }

  /// Both sides fall silent: whatever is held, owed or awaited ends by itself.
  mutating func fallSilent() throws {
    if driver.bridge.session.isOver { return }
    advance(by: 200_000)
    try settle()
    try check.silence(driver.bridge.session)
  }

  private mutating func settle() throws {
    check.wire = driver.bridge.session.claim.contract.wire
    do { for (_, emission) in driver.takeEmissions() { try check.saw(emission) } } catch {
      throw Failed(description: "\(error)\n" + log.suffix(60).joined(separator: "\n"))
    }
  }

  private mutating func advance(by ms: Int) {
    log.append("+\(ms) ms")
    driver.advance(to: driver.now + ms)
  }

  // MARK: Events

  private mutating func fromClient() {
    var event = RandomEvents.client[random.below(RandomEvents.client.count)]
    if event.contains("$AUDIO") {
      appended += 1
      let audio = Sounds.numbered(appended, isSpeech: random.below(3) > 0)
      event = event.replacing("$AUDIO", with: audio)
      check.appended(audio)
    }
    if let call = check.anyCall(random.next()) { event = event.replacing("$CALL", with: call) }
    if let outside = check.anyOutsideResponse() { event = event.replacing("$OUTSIDE", with: outside) }
    if let item = check.anyItem(random.next()) { event = event.replacing("$ITEM", with: item) }
    log.append("client \(event.prefix(160))")
    driver.receive(Array(event.utf8), from: .client)
  }

  private mutating func fromUpstream() {
    if let id = check.anyAside(random.next()), random.below(3) == 0 { return fromAside(id) }
    guard check.isUpstreamOpen else { return fromShell() }
    let event = RandomEvents.upstream[random.below(RandomEvents.upstream.count)]
    log.append("upstream \(event.prefix(160))")
    if event.contains("setupComplete") { check.setupCompleted() }
    driver.receive(Array(event.utf8), from: .upstream)
  }

  /// What an aside's connection says, or what becomes of it.
  private mutating func fromAside(_ id: AsideID) {
    if check.isDialling(id) {
      log.append("aside \(id.number) opened")
      check.asideOpened(id)
      return driver.tell { $0.asideOpened(id, at: $1) }
    }
    if random.below(20) == 0 {
      log.append("aside \(id.number) closed")
      return driver.tell { $0.asideClosed(id, code: 1011, reason: "Internal error encountered.", at: $1) }
    }
    let event = RandomEvents.upstream[random.below(RandomEvents.upstream.count)]
    log.append("aside \(id.number) \(event.prefix(160))")
    if event.contains("setupComplete") { check.setupCompleted(id) }
    driver.receive(Array(event.utf8), from: .aside(id))
  }

  private mutating func fromShell() {
    switch random.below(40) {
    case 0..<30:
      guard check.isDialling else { return }
      log.append("upstream opened")
      check.upstreamOpened()
      driver.tell { $0.upstreamOpened(at: $1) }
    case 30..<33: driver.tell { $0.writabilityChanged(of: .client, isWritable: false, at: $1) }
    case 33..<37: driver.tell { $0.writabilityChanged(of: .client, isWritable: true, at: $1) }
    case 37: driver.tell { $0.writabilityChanged(of: .upstream, isWritable: true, at: $1) }
    case 38:
      guard random.below(20) == 0, check.isUpstreamOpen else { return }
      log.append("upstream closed")
      driver.tell { $0.upstreamClosed(code: 1011, reason: "Internal error encountered.", at: $1) }
    default:
      guard random.below(30) == 0 else { return }
      log.append("draining")
      driver.tell { $0.gatewayDraining(at: $1) }
    }
  }

  struct Failed: Error, CustomStringConvertible { let description: String }
}

/// A small seeded generator, so that a failure can be played again.
struct SplitMix {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1 }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }
}
