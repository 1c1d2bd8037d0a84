import Testing

@testable import Conversation

@Suite("Identifiers")
struct IdentifiersTests {
  @Test("Ids have their kind, the call's prefix and a number of fixed width, one row for all kinds")
  func shape() {
    var identifiers = Identifiers(prefix: "abc", width: 4)
    #expect(identifiers.next("item") == "item_abc0001")
    #expect(identifiers.next("resp") == "resp_abc0002")
  }

  @Test("A number that outgrows its width is written in full")
  func overflow() {
    var identifiers = Identifiers(prefix: "", width: 1)
    for _ in 0..<11 { _ = identifiers.next("x") }
    #expect(identifiers.next("x") == "x_12")
  }
}
