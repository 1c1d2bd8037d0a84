import Testing

@testable import Conversation

@Suite("Held for the upstream")
struct HeldForUpstreamTests {
  @Test("Everything leaves once, in the order it came")
  func order() {
    var held = HeldForUpstream()
    held.hold(.interrupt)
    held.holdAudio([2])
    held.hold(.audioStreamEnd)
    #expect(held.takeAll() == [.command(.interrupt), .audio([2]), .command(.audioStreamEnd)])
    #expect(held.takeAll().isEmpty)
  }

  @Test("Only audio is dropped, the oldest first")
  func dropped() {
    var held = HeldForUpstream()
    held.holdAudio([1])
    held.hold(.interrupt)
    held.holdAudio([3])
    held.holdAudio([4])
    held.dropOldestAudio(count: 2)
    #expect(held.takeAll() == [.command(.interrupt), .audio([4])])
  }

  @Test("A long wait keeps the newest")
  func longWait() {
    var held = HeldForUpstream()
    for number in 0..<200 {
      held.holdAudio([UInt8(number)])
      if number >= 100 { held.dropOldestAudio(count: 1) }
    }
    #expect(held.takeAll() == (100..<200).map { .audio([UInt8($0)]) })
  }
}
