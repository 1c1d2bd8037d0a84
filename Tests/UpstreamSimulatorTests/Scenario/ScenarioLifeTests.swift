import Testing

@testable import UpstreamSimulator

@Suite("The life of a connection")
struct ScenarioLifeTests {
  private func fresh(_ configuration: SimulatorConfiguration = .init()) -> Scenario {
    Scenario(configuration, surface: .vertex, sessionID: "s", openedAtMs: 0)
  }

  @Test("Setup is complete after its delay")
  func completesSetup() {
    var scenario = fresh()
    #expect(scenario.setupReceived(SetupMessage(model: "m"), restoring: nil, atMs: 10) == [])
    #expect(scenario.deadlineMs == 110)
    #expect(scenario.timePassed(toMs: 110) == [.send(.setupComplete(sessionID: "s"))])
  }

  @Test("Nothing may be sent before setupComplete")
  func asksForPatience() {
    var scenario = fresh()
    _ = scenario.setupReceived(SetupMessage(model: "m"), restoring: nil, atMs: 10)
    #expect(scenario.received(.realtimeInput(.text("Hi")), atMs: 20).refusal?.code == 1007)
    #expect(scenario.deadlineMs == nil)
  }

  @Test("A client that sends no setup is closed")
  func timesOut() {
    var scenario = fresh()
    #expect(scenario.timePassed(toMs: 29_999) == [])
    #expect(scenario.timePassed(toMs: 30_000).refusal == Refusal(code: 1011, reason: "RPC::DEADLINE_EXCEEDED"))
  }

  @Test("goAway comes a minute before the end, which comes after ten")
  func goesAway() {
    var scenario = Scenario.open(.init())
    #expect(scenario.timePassed(toMs: 539_999) == [])
    #expect(scenario.timePassed(toMs: 540_000) == [.send(.goAway(timeLeftMs: 60_000))])
    #expect(
      scenario.timePassed(toMs: 600_000) == [.close(Refusal(code: 1008, reason: "The operation was aborted."))])
    #expect(scenario.timePassed(toMs: 700_000) == [])
  }

  @Test("A handle comes after each turn and brings the conversation back")
  func resumes() throws {
    var first = Scenario.open { $0.resumption = .init(isTransparent: true) }
    let actions = first.received(.realtimeInput(.text("My name is Ada.")), atMs: 0)
    #expect(actions.first == .send(.sessionResumptionUpdate(handle: nil, lastIndex: nil)))
    #expect(actions.last == .send(.sessionResumptionUpdate(handle: "s-1", lastIndex: 1)))
    var kept: SessionMemory?
    for case .keep(let memory, "s-1") in actions { kept = memory }
    let memory = try #require(kept)

    var second = Scenario(.immediate, surface: .vertex, sessionID: "t", openedAtMs: 0)
    var setup = SetupMessage(model: "m")
    setup.modality = .text
    setup.resumption = .init(handle: "s-1")
    #expect(second.setupReceived(setup, restoring: memory, atMs: 0).messages == [.setupComplete(sessionID: "t")])
    #expect(second.told("What did I say?").text == "You said: My name is Ada.")
  }

  @Test("A handle that nobody knows is refused")
  func refusesStaleHandle() {
    var scenario = fresh()
    var setup = SetupMessage(model: "m")
    setup.resumption = .init(handle: "old")
    #expect(
      scenario.setupReceived(setup, restoring: nil, atMs: 0)
        == [.close(Refusal(code: 1008, reason: "BidiGenerateContent session not found"))])
  }
}
