import Conversation
import Foundation
import Testing

@Suite("Random calls")
struct PropertyTests {
  private static let parts = 8
  private static let stepsPerCall = 200

  /// `PARLEY_STEPS=1000000` plays so many steps, `PARLEY_SEEDS=1000-2000` plays those calls.
  @Test("The invariants hold on random interleavings of both sides")
  func invariantsHold() async throws {
    var seen: Set<String> = []
    var steps = 0
    try await withThrowingTaskGroup(of: (types: Set<String>, steps: Int).self) { group in
      for part in 0..<Self.parts { group.addTask { try Self.play(part) } }
      for try await played in group {
        seen.formUnion(played.types)
        steps += played.steps
      }
    }
    let missed = Self.reached.subtracting(seen)
    if steps >= 500_000 { #expect(missed.isEmpty) }
    #expect(steps > 0)
  }

  /// The types of the messages that left, and the steps that were played.
  private static func play(_ part: Int) throws -> (types: Set<String>, steps: Int) {
    var shapes = MessageShapes()
    var steps = 0
    for seed in seeds(part) {
      let plan = CallPlan.drawn(seed: seed, length: stepsPerCall)
      var call = try PlannedCall(plan, isRecorded: false) { shapes.saw($0, $1) }
      do {
        try call.play()
      } catch {
        try report(plan, seed)
        break
      }
      steps += plan.steps.count
    }
    try shapes.write(as: "random-calls-\(part)")
    return (Set(shapes.types), steps)
  }

  @Test("Odd events are drawn of every event of both sides")
  func oddEventsAreComplete() throws {
    for contract in ["beta", "ga"] {
      let schema = try #require(SchemaSampler(file: "openai-realtime.schema.json"))
      let pool = OddEvents.client(of: contract == "ga" ? .ga : .beta)
      for (type, _) in schema.index(contract, "client") where type != "input_audio_buffer.append" {
        #expect(pool.contains { $0.contains("\"type\":\"\(type)\"") }, "\(contract) \(type)")
      }
    }
    let schema = try #require(SchemaSampler(file: "gemini-live.schema.json"))
    for member in schema.members("#/$defs/LiveServerMessage") + schema.members("#/$defs/LiveServerContent") {
      #expect(OddEvents.upstream.contains { $0.contains("\"\(member)\":") }, "\(member)")
    }
  }

  /// Random calls get this far, or they prove nothing.
  private static let reached: Set<String> = [
    "session.updated", "error", "input_audio_buffer.speech_started", "input_audio_buffer.speech_stopped",
    "input_audio_buffer.committed", "input_audio_buffer.cleared", "conversation.item.deleted",
    "conversation.item.retrieved", "conversation.item.truncated", "response.function_call_arguments.done",
    "conversation.item.input_audio_transcription.completed", "response.output_audio.delta", "response.audio.delta",
    "response.output_text.done", "response.text.done", "response.done",
  ]

  private static func report(_ plan: CallPlan, _ seed: UInt64) throws {
    guard var shrinker = Shrinker(plan) else { return }
    shrinker.shrink()
    let file = try FailingStory.write(shrinker.plan, shrinker.failure, name: "seed-\(seed)")
    Issue.record(
      "Seed \(seed) breaks \(shrinker.failure). Smallest call (\(shrinker.plan.steps.count) steps): \(file.path)")
  }

  private static func seeds(_ part: Int) -> [UInt64] {
    let environment = ProcessInfo.processInfo.environment
    let wanted = environment["PARLEY_SEEDS"]?.split(separator: "-").compactMap { UInt64($0) }
    if let wanted, wanted.count == 2 { return (wanted[0]...wanted[1]).filter { $0 % UInt64(parts) == UInt64(part) } }
    let steps = environment["PARLEY_STEPS"].flatMap { Int($0) } ?? 40_000
    // In blocks: a seed's remainder decides what kind of call it is, and each part shall have all kinds.
    let count = steps / stepsPerCall / parts
    return (0..<count).map { UInt64(part * count + $0) }
  }
}
