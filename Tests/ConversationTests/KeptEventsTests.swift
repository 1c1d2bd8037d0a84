import Testing

@testable import Conversation

@Suite("Kept events")
struct KeptEventsTests {
  private func text(_ number: Int, bytes: Int = 10) -> [UInt8] { [UInt8](repeating: UInt8(number % 256), count: bytes) }

  /// Events 1 to `count`, sent, of 10 bytes each.
  private func kept(_ count: Int, sentLimit: Int = 1_000, missedLimit: Int = 1_000) -> KeptEvents {
    var events = KeptEvents(sentLimit: sentLimit, missedLimit: missedLimit)
    for number in 1...count { events.sent(text(number), number: number) }
    return events
  }

  @Test("Who names the last event that it knows gets everything behind it, missed or only sent")
  func behindTheKnown() {
    var events = kept(5)
    events.missed(text(6), number: 6)
    #expect(events.tell(after: 3) == [text(4), text(5), text(6)])
  }

  @Test("Who names none gets what it missed, and no event a second time")
  func onlyMissed() {
    var events = kept(5)
    events.missed(text(6), number: 6)
    #expect(events.tell(after: nil) == [text(6)])
    #expect(events.tell(after: nil) == [])
  }

  @Test("An event that was never sent counts as none")
  func unknown() {
    var events = kept(5)
    events.missed(text(6), number: 6)
    #expect(events.tell(after: 99) == [text(6)])
  }

  @Test("The oldest of what was sent goes; who knows only what is older gets all that is left")
  func bound() {
    var events = kept(500, sentLimit: 100)
    #expect(events.tell(after: 3) == (491...500).map { text($0) })
  }

  @Test("What is missed is kept beyond the bound of what was sent, and says when it is too much")
  func full() {
    var events = kept(5, sentLimit: 50, missedLimit: 95)
    for number in 6...14 {
      events.missed(text(number), number: number)
      #expect(!events.isFull)
    }
    events.missed(text(15), number: 15)
    #expect(events.isFull)
    #expect(events.tell(after: nil) == (6...15).map { text($0) })
    #expect(!events.isFull)
  }

  @Test("A greeting is a place in the order on the wire: what was repeated behind it is behind it")
  func greeting() {
    var events = kept(2)
    events.missed(text(3), number: 3)
    events.sentOnce(number: 4)
    #expect(events.tell(after: nil) == [text(3)])
    // The second connection broke after its greeting.
    #expect(events.tell(after: 4) == [text(3)])
    #expect(events.tell(after: 2) == [text(3)])
  }
}
