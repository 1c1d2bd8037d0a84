import Testing

@testable import Conversation

@Suite("Pending")
struct PendingTests {
  private func message(_ id: String, _ role: Item.Role = .user) -> Item {
    Item(id: id, status: .completed, kind: .message(role: role, content: [.inputText("four")]))
  }

  @Test("Everything unsent leaves at once, and its trigger with it")
  func taken() {
    var pending = Pending()
    pending.itemAdded(message("a"))
    pending.itemAdded(message("b"), first: true)
    pending.triggerSet(due: 10)
    #expect(!pending.hasRoom(for: message("c").kind, limit: 3 * 1_028 - 1))
    #expect(pending.hasRoom(for: message("c").kind, limit: 3 * 1_028))
    #expect(pending.takeUnsent(isHeld: false).map(\.id) == ["b", "a"])
    #expect(pending.trigger == nil)
    #expect(pending.hasRoom(for: message("c").kind, limit: 1_028))
  }

  @Test("Another client event makes a waiting trigger wait anew, unless a create stands behind it")
  func postponed() {
    var pending = Pending()
    pending.triggerSet(due: 150)
    pending.clientWasActive(until: 250)
    #expect(pending.trigger?.due == 250)
    pending.triggerClaimed(by: ResponseRequest())
    pending.clientWasActive(until: 400)
    #expect(pending.trigger?.due == 250)
  }

  @Test("Removing the item that was to be answered removes its trigger")
  func removed() {
    var pending = Pending()
    pending.itemAdded(message("a", .system))
    pending.itemAdded(message("b"))
    pending.triggerSet(due: 150)
    pending.itemRemoved("b")
    #expect(pending.trigger == nil)
    #expect(pending.unsent.map(\.id) == ["a"])
  }
}
