import Testing

@testable import UpstreamSimulator

@Suite("Functions")
struct ScenarioToolTests {
  private func open(
    _ configuration: SimulatorConfiguration = .immediate, model: String = "models/test", blocks: Bool? = nil
  ) -> Scenario {
    Scenario.open(configuration, model: model) {
      $0.tools = ToolSet(functions: [.init(name: "weather", blocks: blocks), .init(name: "time", blocks: blocks)])
    }
  }

  private func result(_ id: String?, _ name: String, _ output: String) -> ClientMessage {
    .toolResponse(ToolResponseMessage(results: [.init(id: id, name: name, output: output)]))
  }

  private let call = ServerMessage.toolCall([
    .init(id: "call-s-1", name: "weather", arguments: #"{"city":"Paris"}"#)
  ])

  @Test("A call is made on request, and its result is spoken")
  func callsAndSpeaks() {
    var scenario = open()
    #expect(scenario.told(#"call weather {"city":"Paris"}"#) == [call])
    let answer = scenario.received(result("call-s-1", "weather", "Sunny, 21 degrees."), atMs: 0).messages
    #expect(answer.text == "weather says: Sunny, 21 degrees.")
    #expect(answer.usage != nil)
  }

  @Test("Two calls wait for both results")
  func waitsForAll() {
    var scenario = open()
    let calls = scenario.told(#"Call weather {"city":"Paris"} call time"#)
    #expect(
      calls == [
        .toolCall([
          .init(id: "call-s-1", name: "weather", arguments: #"{"city":"Paris"}"#),
          .init(id: "call-s-2", name: "time", arguments: "{}"),
        ])
      ])
    #expect(scenario.received(result("call-s-2", "time", "noon"), atMs: 0) == [])
    #expect(
      scenario.received(result("call-s-1", "weather", "sun"), atMs: 0).messages.text
        == "time says: noon weather says: sun")
  }

  @Test("A function that was not declared is not called")
  func callsOnlyDeclared() {
    var scenario = open()
    #expect(scenario.told("call mother").text == "You said: call mother")
  }

  @Test("Speaking on cancels a call; its late result is ignored")
  func cancels() {
    var scenario = open()
    _ = scenario.told(#"call weather {"city":"Paris"}"#)
    let messages = scenario.told("Never mind")
    #expect(messages.prefix(2) == [.toolCallCancellation(ids: ["call-s-1"]), .interrupted])
    #expect(messages.text == "You said: Never mind")
    #expect(scenario.received(result("call-s-1", "weather", "sun"), atMs: 0) == [])
  }

  @Test("A result for a call that was never made closes the connection")
  func refusesUnknown() {
    var scenario = open()
    #expect(
      scenario.received(result("x", "weather", "sun"), atMs: 0).refusal
        == Refusal(code: 1008, reason: "Requested entity was not found."))
  }

  @Test("Older models on Vertex number no calls and match results by name")
  func matchesByName() {
    var scenario = open(model: "publishers/google/models/gemini-live-2.5-flash")
    #expect(scenario.told("call time") == [.toolCall([.init(id: nil, name: "time", arguments: "{}")])])
    #expect(scenario.received(result(nil, "time", "noon"), atMs: 0).messages.text == "time says: noon")
  }

  @Test("A call that holds nothing up ends its turn, and its result is spoken when the model is free")
  func answersLate() {
    var scenario = open(blocks: false)
    let messages = scenario.told("call time")
    #expect(messages.signals.count == 3)
    #expect(messages.usage != nil)
    #expect(scenario.told("Hello").text == "You said: Hello")
    #expect(scenario.received(result("call-s-1", "time", "noon"), atMs: 0).messages.text == "time says: noon")
  }

  @Test("A silent result is only remembered")
  func remembersSilently() {
    var scenario = open(blocks: false)
    _ = scenario.told("call time")
    let silent = ToolResponseMessage(
      results: [.init(id: "call-s-1", name: "time", output: "noon", scheduling: .silent)])
    #expect(scenario.received(.toolResponse(silent), atMs: 0) == [])
  }

  @Test("A call may complete the turn while its result is awaited, if so configured")
  func completesTurnAtCall() {
    var configuration = SimulatorConfiguration.immediate
    configuration.completesTurnAtToolCall = true
    var scenario = open(configuration)
    #expect(scenario.told("call time").signals.count == 3)
    #expect(scenario.received(result("call-s-1", "time", "noon"), atMs: 0).messages.text == "time says: noon")
  }
}
