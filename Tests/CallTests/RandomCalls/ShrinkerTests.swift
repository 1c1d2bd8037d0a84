import Conversation
import Foundation
import Testing

@Suite("Shrinking")
struct ShrinkerTests {
  /// A fault for the test: "no answer is ever cancelled".
  private static let planted = Broken(invariant: 0, rule: "an answer is cancelled")
  private static func rule(_ emission: CallDriver.Emission, _ wire: ClientContract.Wire) throws(Broken) {
    guard case .message(.client, let bytes) = emission else { return }
    if String(decoding: bytes, as: UTF8.self).contains(#""status":"cancelled""#) { throw planted }
  }

  private static func failingPlan() throws -> CallPlan {
    let plans = (0..<200).lazy.map { CallPlan.drawn(seed: $0, length: 200) }
    return try #require(
      plans.first { plan in
        Shrinker(plan, rule: rule)?.failure == planted
      })
  }

  @Test("A planted fault becomes a call of a few steps, of which none can be left out")
  func plantedFaultBecomesSmall() throws {
    var shrinker = try #require(Shrinker(try Self.failingPlan(), rule: Self.rule))
    shrinker.shrink()
    let plan = shrinker.plan
    #expect(shrinker.failure == Self.planted)
    #expect((1...6).contains(plan.steps.count), "\(plan.steps)")
    for place in plan.steps.indices {
      var smaller = plan
      smaller.steps.remove(at: place)
      #expect(Shrinker(smaller, rule: Self.rule) == nil, "step \(place) is not needed: \(plan.steps)")
    }
  }

  @Test("The story of a failure fails in the same way when it is played")
  func storyFails() throws {
    var shrinker = try #require(Shrinker(try Self.failingPlan(), rule: Self.rule))
    shrinker.shrink()
    let file = try FailingStory.write(shrinker.plan, shrinker.failure, name: "planted", rule: Self.rule)
    let story = try Story(at: file)
    var player = try StoryPlayer(story)
    player.play(story)
    #expect(player.emitted.contains { $0.text.contains(#""status":"cancelled""#) })
    let written = ([story.header] + player.written).map { StoryWriter.line($0) + "\n" }.joined()
    #expect(try String(contentsOf: file, encoding: .utf8) == written)
  }

  @Test("A call that holds is not shrunk")
  func nothingToShrink() {
    #expect(Shrinker(CallPlan()) == nil)
  }
}
