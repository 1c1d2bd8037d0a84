import Conversation
import SeededRandom

/// A whole random call, drawn before it is played: the same plan always makes the same call, and a part of a plan is
/// a plan. That is what makes a failure small (`Shrinker`) and a story (`PlannedCall.story`).
struct CallPlan: Equatable {
  var contract = ClientContract.ga
  /// The client showed no marker: its first events may move it to another contract.
  var isBare = false
  /// Nobody answers.
  var isTranscription = false
  var model = "gemini-3.8-live"
  /// The client may lose its connection and come back.
  var canReattach = false
  /// Some of the sockets are other deployments', of this model or of another one.
  var wanders = false
  /// The upstream opens and accepts its setup as soon as it can.
  var isReady = true
  var steps: [Step] = []

  static let models = [
    "gemini-3.8-live", "gemini-2.0-flash-live-001", "gemini-live-2.5-flash-native-audio",
    "gemini-2.5-flash-native-audio-preview-12-2025", "gemini-3.1-flash-live-preview",
  ]

  /// A call of about `length` steps. Nothing of it depends on anything but `seed`.
  static func drawn(seed: UInt64, length: Int) -> CallPlan {
    var random = SeededRandom(seed: seed)
    var plan = CallPlan()
    plan.contract = random.pick(ClientContract.allCases)
    plan.isBare = random.below(2) == 0
    plan.model = random.pick(models)
    plan.isReady = random.below(4) > 0
    // By the seed itself: what else is drawn stays the same.
    plan.isTranscription = seed % 8 == 7
    plan.canReattach = seed % 3 == 2
    if seed % 16 == 15 { plan.model = "gemini-3.5-transcribe-live-preview" }
    plan.wanders = seed % 5 < 2
    var appended = 0
    while plan.steps.count < length {
      let isPhrase = random.below(12) == 0
      plan.steps += isPhrase ? phrase(&random, &appended) : [step(&random, &appended, plan.contract)]
    }
    return plan
  }

  private static func step(_ random: inout SeededRandom, _ appended: inout Int, _ contract: ClientContract) -> Step {
    switch random.below(44) {
    case 40, 41: .aside(random.pick(RandomEvents.upstream), choice: random.next())
    case 42: .aside(random.pick(OddEvents.upstream), choice: random.next())
    case 43:
      .asideShell(
        random.pick([.upstreamOpened, .upstreamClosed(code: 1011), .upstreamRefused(status: 429)]),
        choice: random.next())
    case 0..<5: append(random.below(3) > 0 ? .speech : .silence, &random, &appended)
    case 5..<13: .client(random.pick(RandomEvents.client), choice: random.next())
    case 13..<15: .client(random.pick(OddEvents.client(of: contract)), choice: random.next())
    case 15..<28: .upstream(random.pick(RandomEvents.upstream))
    case 28..<30: .upstream(random.pick(OddEvents.upstream))
    case 30..<36: .wait(ms: random.below(600))
    case 36: .wait(ms: random.below(10) == 0 ? 20_000 : 2_000)
    default: .shell(shellEvent(&random))
    }
  }

  private static func append(_ speaking: Step.Speaking, _ random: inout SeededRandom, _ appended: inout Int) -> Step {
    appended += 1
    return .append(speaking, ms: random.below(4) == 0 ? 40 : 100, number: appended)
  }

  private static func shellEvent(_ random: inout SeededRandom) -> Step.ShellEvent {
    switch random.below(400) {
    case 0..<8: .clientLost
    case 8..<24: .clientReturned(unheard: random.below(3) == 0 ? nil : random.below(6))
    case 24..<280: .upstreamOpened
    case 280..<300: .clientStalled
    case 300..<340: .clientDrained
    case 340..<350: .upstreamStalled
    case 350..<380: .upstreamDrained
    case 380..<388: .upstreamClosed(code: random.pick([nil, 1000, 1001, 1006, 1007, 1008, 1011, 1012, 4_999]))
    case 388..<393: .upstreamClosed(code: 1008, reason: "The operation was aborted.")
    case 393..<396: .upstreamClosed(code: 1008, reason: "BidiGenerateContent session not found")
    case 396: .upstreamRefused(status: random.pick([400, 401, 403, 404, 429, 503]))
    case 397: .clientClosed
    case 398: .draining
    default: .drainTimeout
    }
  }

  /// Steps that mean something together: without them a random call seldom gets past its first turn.
  private static func phrase(_ random: inout SeededRandom, _ appended: inout Int) -> [Step] {
    switch random.below(7) {
    case 6: return [.client(RandomEvents.outside, choice: 0)] + RandomEvents.spokenAnswer.map { .aside($0, choice: 0) }
    case 0:
      let speech = (0..<(3 + random.below(5))).map { _ in append(.speech, &random, &appended) }
      return speech.flatMap { [$0, .wait(ms: 100)] }
        + (0..<9).flatMap { _ in [append(.silence, &random, &appended), .wait(ms: 100)] }
    case 1: return RandomEvents.spokenAnswer.map { .upstream($0) }
    case 2:
      return [.client(RandomEvents.create, choice: 0), .wait(ms: random.below(300))]
        + RandomEvents.spokenAnswer.map { .upstream($0) }
    case 3:
      return [.upstream(RandomEvents.toolCall), .client(RandomEvents.output, choice: random.next())]
        + [.client(RandomEvents.create, choice: 0)] + RandomEvents.spokenAnswer.map { .upstream($0) }
    case 4:
      return [.client(RandomEvents.manualTurns, choice: 0)]
        + (0..<3).map { _ in append(.speech, &random, &appended) }
        + [.client(RandomEvents.commit, choice: 0), .client(RandomEvents.create, choice: 0)]
    default: return [.upstream(RandomEvents.handle), .upstream(RandomEvents.goAway)]
    }
  }
}
