import Testing

@testable import UpstreamSimulator

@Suite("The user speaks over the model")
struct ScenarioInterruptionTests {
  private var paced: SimulatorConfiguration {
    var configuration = SimulatorConfiguration.immediate
    configuration.pace = 0.25
    configuration.playbackFactor = 1
    configuration.interruptionTailMs = 150
    return configuration
  }

  private func speaking(_ change: (inout SetupMessage) -> Void = { _ in }) -> Scenario {
    var scenario = Scenario.open(paced) {
      $0.modality = .audio
      change(&$0)
    }
    _ = scenario.told("count to 20")
    return scenario
  }

  @Test("Speech interrupts; turnComplete follows by itself, generationComplete never")
  func speechInterrupts() {
    var scenario = speaking()
    #expect(!scenario.played(toMs: 500).isEmpty)
    #expect(scenario.received(Samples.blob(Samples.speech(milliseconds: 100)), atMs: 500).messages == [.interrupted])
    #expect(scenario.played(toMs: 649) == [])
    let rest = scenario.played(toMs: 650)
    #expect(rest.count == 1)
    #expect(rest.usage != nil)
    #expect(scenario.played(toMs: 60_000) == [])
  }

  @Test("An answer that is still being heard can be interrupted")
  func interruptsPlayback() {
    var scenario = speaking()
    let sent = scenario.played(toMs: 2_000)
    #expect(sent.last == .generationComplete)
    #expect(scenario.received(Samples.blob(Samples.speech(milliseconds: 100)), atMs: 2_100).messages == [.interrupted])
  }

  @Test("With NO_INTERRUPTION the answer goes on, and the speech is answered after it")
  func honoursNoInterruption() {
    var scenario = speaking {
      $0.activityInterrupts = false
      $0.detection.silenceDurationMs = 200
      $0.transcribesInput = true
    }
    _ = scenario.played(toMs: 500)
    let sound = Samples.speech(milliseconds: 400) + Samples.silence(milliseconds: 300)
    let meanwhile = scenario.received(Samples.blob(sound), atMs: 500).messages
    #expect(meanwhile == [.inputTranscription("(0.4 seconds of speech)", finished: false)])
    let rest = scenario.played(toMs: 60_000).signals
    #expect(rest.count == 4)
    #expect(rest.first == .generationComplete)
  }

  @Test("An activity interrupts when the client says it begins")
  func activityInterrupts() {
    var scenario = speaking { $0.detection.isAutomatic = false }
    _ = scenario.played(toMs: 300)
    #expect(scenario.received(.realtimeInput(.activityStart), atMs: 300).messages == [.interrupted])
  }

  @Test("What was said before the interruption is remembered, the rest is not")
  func remembersHalf() throws {
    var scenario = Scenario.open(paced)
    _ = scenario.told("count to 20")
    #expect(scenario.played(toMs: 100).text == " 2 3 4 5 6 7")
    _ = scenario.told("What did I say?", atMs: 100)
    #expect(scenario.memory.entries.map(\.text) == ["count to 20", "1 2 3 4 5 6 7", "What did I say?"])
    let rest = scenario.played(toMs: 10_000)
    #expect(rest.text == "You said: count to 20")
  }

  @Test("An answer that has not begun can be interrupted too")
  func interruptsBeforeContent() {
    var configuration = paced
    configuration.answerDelayMs = 300
    var scenario = Scenario.open(configuration)
    _ = scenario.told("Hello")
    #expect(scenario.told("Wait", atMs: 100) == [.interrupted])
    let rest = scenario.played(toMs: 10_000)
    #expect(rest.text == "You said: Wait")
  }
}
