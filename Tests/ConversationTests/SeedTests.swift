import Testing

@testable import Conversation

@Suite("Seed")
struct SeedTests {
  private static let turn = 2 * 108

  /// A message that costs 108 tokens.
  private func message(_ id: String, _ role: Item.Role, letters: Int = 300) -> Item {
    let text = String(repeating: "x", count: letters)
    return Item(
      id: id, status: .completed,
      kind: .message(role: role, content: [role == .user ? .inputText(text) : .outputText(text)]))
  }

  private var threeTurns: [Item] {
    ["1", "2", "3"].flatMap { [message("user" + $0, .user), message("model" + $0, .assistant)] }
  }

  @Test("What fits is told whole")
  func fits() {
    let seed = Seed(threeTurns, tokens: 3 * Self.turn)
    #expect(seed.items == threeTurns)
    #expect(seed.omitted == 0)
  }

  @Test("The oldest turns are left out first")
  func oldestFirst() {
    let seed = Seed(threeTurns, tokens: 2 * Self.turn)
    #expect(seed.items.map(\.id) == ["user2", "model2", "user3", "model3"])
    #expect(seed.omitted == 2)
  }

  @Test("A turn that does not fit is left out whole, so that what is told begins with the user")
  func wholeTurns() {
    let seed = Seed(threeTurns, tokens: 3 * Self.turn - 1)
    #expect(seed.items.first?.id == "user2")
    #expect(seed.omitted == 2)
  }

  @Test("A function's output never comes without its call")
  func functions() {
    let call = Item(
      id: "call", status: .completed, kind: .functionCall(callID: "c", name: "f", arguments: nil))
    let output = Item(id: "output", status: .completed, kind: .functionCallOutput(callID: "c", output: "{}"))
    let items = [message("old", .user), call, output, message("said", .assistant), message("new", .user)]
    let seed = Seed(items, tokens: 240)
    #expect(seed.items.map(\.id) == ["new"])
    #expect(seed.omitted == 4)
  }

  @Test("One item that is too long for everything leaves nothing")
  func tooLong() {
    let seed = Seed([message("a", .user, letters: 10_000)], tokens: 100)
    #expect(seed.items.isEmpty)
    #expect(seed.omitted == 1)
  }
}
