import Testing

@testable import UpstreamSimulator

@Suite("A written conversation")
struct ScenarioTextTests {
  @Test("A text is repeated word by word, then the turn completes with its cost")
  func repeatsText() {
    var scenario = Scenario.open()
    let messages = scenario.told("Hello there.")
    #expect(
      messages == [
        .text("You"), .text(" said:"), .text(" Hello"), .text(" there."), .generationComplete,
        .turnComplete(Usage(prompt: TokenCount(text: 3), answer: TokenCount(text: 6))),
      ])
  }

  @Test("Words leave at the pace that is set")
  func keepsPace() {
    var configuration = SimulatorConfiguration.immediate
    configuration.answerDelayMs = 100
    configuration.pace = 0.5
    var scenario = Scenario.open(configuration)
    #expect(scenario.told("Hello") == [])
    #expect(scenario.deadlineMs == 100)
    #expect(scenario.played(toMs: 99) == [])
    #expect(scenario.played(toMs: 100) == [.text("You")])
    #expect(scenario.deadlineMs == 130)
    #expect(scenario.played(toMs: 130) == [.text(" said:")])
    #expect(scenario.played(toMs: 1_000).signals.first == .generationComplete)
  }

  @Test("Content without turnComplete waits, and is answered with what completes it")
  func waitsForTurn() {
    var scenario = Scenario.open()
    let first = ClientContentMessage(turns: [Content(role: .user, text: "One")], turnComplete: false)
    #expect(scenario.received(.clientContent(first), atMs: 0) == [])
    let second = ClientContentMessage(turns: [Content(role: .user, text: "two")], turnComplete: true)
    #expect(scenario.received(.clientContent(second), atMs: 0).messages.text == "You said: One two")
  }

  @Test("An empty content with turnComplete makes the model speak")
  func speaksUnasked() {
    var scenario = Scenario.open()
    let nothing = ClientContentMessage(turns: [], turnComplete: true)
    #expect(scenario.received(.clientContent(nothing), atMs: 0).messages.text == "Go on, I am listening.")
  }

  @Test("The model remembers what was said, and the context grows with it")
  func remembers() throws {
    var scenario = Scenario.open()
    let first = try #require(scenario.told("My name is Ada.").usage)
    let answer = scenario.told("What did I say?")
    #expect(answer.text == "You said: My name is Ada.")
    let second = try #require(answer.usage)
    #expect(second.prompt.total > first.prompt.total + first.answer.total)
  }

  @Test("Instructions and tools can be asked for, and changed on the way")
  func tellsContext() {
    var scenario = Scenario.open { $0.systemInstruction = "Be brief." }
    #expect(scenario.told("What are your instructions?").text == "My instructions are: Be brief.")
    let update = ContextUpdateMessage(systemInstruction: "Be long.", tools: ToolSet(functions: [.init(name: "f")]))
    #expect(scenario.received(.contextUpdate(update), atMs: 0) == [])
    #expect(scenario.told("What are your instructions?").text == "My instructions are: Be long.")
    #expect(scenario.told("What are your tools?").text == "My tools are: f")
  }

  @Test("Pictures are seen and paid for")
  func seesPictures() throws {
    var scenario = Scenario.open()
    let picture = MediaBlob(mimeType: "image/jpeg", bytes: [1, 2, 3])
    #expect(scenario.received(.realtimeInput(.video(picture)), atMs: 0) == [])
    let ask = ClientContentMessage(turns: [], turnComplete: true)
    let messages = scenario.received(.clientContent(ask), atMs: 0).messages
    #expect(messages.text == "I see 1 picture.")
    #expect(messages.usage?.prompt.image == 258)
  }

  @Test("Content interrupts a running answer, and is answered after its turnComplete")
  func contentInterrupts() {
    var configuration = SimulatorConfiguration.immediate
    configuration.pace = 1
    configuration.interruptionTailMs = 150
    var scenario = Scenario.open(configuration)
    _ = scenario.told("count to 100")
    _ = scenario.played(toMs: 120)
    let content = ClientContentMessage(turns: [Content(role: .user, text: "Stop")], turnComplete: true)
    #expect(scenario.received(.clientContent(content), atMs: 130) == [.send(.interrupted)])
    #expect(scenario.deadlineMs == 280)
    let rest = scenario.played(toMs: 2_000)
    #expect(rest.text == "You said: Stop")
    guard case .turnComplete(let usage) = rest.first else {
      Issue.record("the interrupted turn was not completed")
      return
    }
    #expect(usage.answer == TokenCount(text: 2))
    #expect(rest.signals.count == 3)
  }
}
