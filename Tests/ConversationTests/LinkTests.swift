import Testing

@testable import Conversation

@Suite("Link")
struct LinkTests {
  @Test("A setup that is due goes as soon as the socket is there, once")
  func dueSetup() {
    var link = Link(setupDue: true, setupAt: 0)
    #expect(link.takeSetup(at: 0) == false)
    link.opened()
    #expect(link.takeSetup(at: 5) == true)
    #expect(link.takeSetup(at: 6) == false)
    #expect(link.hasSetup)
  }

  @Test("A deferred setup waits for quiet, and content ends the wait")
  func deferredSetup() {
    var link = Link(setupDue: false, setupAt: 500)
    link.opened()
    link.setupPostponed(until: 60)
    #expect(link.takeSetup(at: 59) == false)
    #expect(link.deadline(setupTimeout: 15_000) == 60)
    link.contentCame()
    #expect(link.takeSetup(at: 59) == true)
  }

  @Test("An upstream that never accepts the setup has a deadline")
  func setupTimeout() {
    var link = Link(setupDue: true, setupAt: 0)
    link.opened()
    _ = link.takeSetup(at: 100)
    #expect(link.deadline(setupTimeout: 15_000) == 15_100)
    link.ready(at: 200)
    #expect(link.deadline(setupTimeout: 15_000) == .max)
  }

  @Test("Held audio is bounded: the oldest messages go, the newest stays")
  func heldAudio() {
    var link = Link(setupDue: false, setupAt: 500)
    for _ in 0..<30 { #expect(link.audioHeld(ms: 1_000, messages: 1, limit: 30_000).count == 0) }
    let dropped = link.audioHeld(ms: 2_500, messages: 1, limit: 30_000)
    #expect(dropped.count == 3)
    #expect(dropped.ms == 3_000)
    #expect(link.audioHeld(ms: 60_000, messages: 1, limit: 30_000).count == 28)
  }

  @Test("Where to dial is kept over the pause, and forgotten when a connection is left on purpose")
  func destination() {
    var link = Link(setupDue: true, setupAt: 0)
    link.opened()
    _ = link.takeSetup(at: 0)
    link.ready(at: 10)
    #expect(link.isServed)
    link.lost(pause: 100, next: .other, at: 20)
    #expect(link.takeRedial(at: 119) == false)
    #expect(link.takeRedial(at: 120) == true)
    #expect(link.destination == .other)
    link.moved()
    link.opened()
    #expect(!link.isServed)
    link.left()
    #expect(link.destination == .same)
  }
}
