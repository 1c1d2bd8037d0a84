import Testing

@testable import Conversation

@Suite("Presence")
struct PresenceTests {
  @Test("A client that is away is waited for, from when it was lost first")
  func window() {
    var presence = Presence(token: "rt", window: 60_000)
    #expect(presence.deadline == .max)
    presence.lost(at: 100)
    presence.lost(at: 200)
    #expect(presence.isAway && presence.deadline == 60_100)
    presence.returned()
    #expect(!presence.isAway && presence.deadline == .max)
  }

  @Test("Without a token nobody is waited for")
  func noToken() { #expect(!Presence(token: nil, window: 60_000).canWait) }

  @Test("The token is told once and not kept")
  func token() {
    var presence = Presence(token: "rt", window: 60_000)
    #expect(presence.takeToken() == "rt")
    #expect(presence.takeToken() == nil)
    #expect(presence.canWait)
  }
}
