import Testing

@testable import UpstreamSimulator

@Suite("A spoken conversation")
struct ScenarioVoiceTests {
  private func open(
    _ configuration: SimulatorConfiguration = .immediate, _ change: (inout SetupMessage) -> Void = { _ in }
  ) -> Scenario {
    Scenario.open(configuration) {
      $0.modality = .audio
      $0.transcribesInput = true
      $0.transcribesOutput = true
      $0.detection.silenceDurationMs = 300
      change(&$0)
    }
  }

  /// The scenario hears sound in chunks of 20 ms, each at its time.
  private func hear(_ scenario: inout Scenario, _ sound: [UInt8], rate: Int = 16_000, fromMs start: Int64 = 0)
    -> [ServerMessage]
  {
    var messages: [ServerMessage] = []
    let size = rate / 50 * 2
    for (index, offset) in stride(from: 0, to: sound.count, by: size).enumerated() {
      let chunk = Array(sound[offset..<min(offset + size, sound.count)])
      messages += scenario.received(Samples.blob(chunk, rate: rate), atMs: start + Int64(index) * 20).messages
    }
    return messages
  }

  @Test(
    "Speech is played back at 24,000 Hz when the silence after it is long enough", arguments: [8_000, 16_000, 24_000])
  func playsBack(rate: Int) {
    var scenario = open()
    let speech = Samples.speech(milliseconds: 1_000, rate: rate)
    let before = Samples.silence(milliseconds: 500, rate: rate)
    #expect(hear(&scenario, before + speech + Samples.silence(milliseconds: 280, rate: rate), rate: rate) == [])
    let answer = hear(&scenario, Samples.silence(milliseconds: 40, rate: rate), rate: rate)
    #expect(answer.first == .inputTranscription("(1.0 seconds of speech)", finished: false))
    #expect(answer.transcript == "(your 1.0 seconds of speech)")
    // The second of speech, 300 ms before it and 100 ms after it.
    #expect((1_390...1_410).contains(answer.sound.count / 48))
    #expect(answer.signals.first == .generationComplete)
    #expect(answer.usage?.answer.audio == 35)
    #expect(answer.usage?.prompt.audio == 25)
  }

  @Test("A word that is too short, and noise that is too soft, are no speech")
  func ignoresNoise() {
    var scenario = open { $0.detection.prefixPaddingMs = 100 }
    #expect(hear(&scenario, Samples.speech(milliseconds: 80) + Samples.silence(milliseconds: 600)) == [])
    #expect(hear(&scenario, Samples.speech(milliseconds: 500, level: 300) + Samples.silence(milliseconds: 600)) == [])
  }

  @Test("High sensitivity hears what low sensitivity does not")
  func honoursSensitivity() {
    let soft = Samples.speech(milliseconds: 500, level: 300) + Samples.silence(milliseconds: 600)
    var low = open { $0.detection.start = .low }
    #expect(hear(&low, soft) == [])
    var high = open { $0.detection.start = .high }
    #expect(hear(&high, soft).usage != nil)
  }

  @Test("The end of the stream ends the turn at once")
  func endsWithStream() {
    var scenario = open()
    #expect(hear(&scenario, Samples.speech(milliseconds: 500)) == [])
    let answer = scenario.received(.realtimeInput(.audioStreamEnd), atMs: 500).messages
    #expect(answer.first == .inputTranscription("(0.5 seconds of speech)", finished: false))
    #expect(answer.usage != nil)
  }

  @Test("Without detection, sound outside of an activity is discarded")
  func discardsOutsideActivity() {
    var scenario = open { $0.detection.isAutomatic = false }
    _ = hear(&scenario, Samples.speech(milliseconds: 400))
    #expect(scenario.received(.realtimeInput(.activityStart), atMs: 400) == [])
    _ = hear(&scenario, Samples.speech(milliseconds: 600))
    let answer = scenario.received(.realtimeInput(.activityEnd), atMs: 1_000).messages
    #expect(answer.first == .inputTranscription("(0.6 seconds of speech)", finished: false))
    #expect((590...610).contains(answer.sound.count / 48))
  }

  @Test("An activity without content is not answered")
  func ignoresEmptyActivity() {
    var scenario = open { $0.detection.isAutomatic = false }
    #expect(scenario.received(.realtimeInput(.activityStart), atMs: 0) == [])
    #expect(scenario.received(.realtimeInput(.activityEnd), atMs: 10) == [])
    #expect(scenario.received(.realtimeInput(.activityEnd), atMs: 20).refusal?.code == 1007)
  }

  @Test("Text inside an activity waits for its end")
  func joinsTextToActivity() {
    var scenario = open {
      $0.detection.isAutomatic = false
      $0.modality = .text
    }
    _ = scenario.received(.realtimeInput(.activityStart), atMs: 0)
    #expect(scenario.told("Look", atMs: 1) == [])
    _ = hear(&scenario, Samples.speech(milliseconds: 200))
    let answer = scenario.received(.realtimeInput(.activityEnd), atMs: 200).messages
    #expect(answer.text == "You said: Look I heard 0.2 seconds of speech.")
  }

  @Test("A written question is answered aloud, transcript first")
  func speaksAnswers() {
    var scenario = open()
    let answer = scenario.told("Hello")
    #expect(answer.transcript == "You said: Hello")
    #expect(answer.first == .outputTranscription("You"))
    // Three syllables and a pause: longer than half a second, shorter than two.
    #expect((500...2_000).contains(answer.sound.count / 48))
    #expect(answer.usage?.answer.audio == (answer.sound.count / 48 + 39) / 40)
    var again = open()
    #expect(again.told("Hello") == answer)
  }

  @Test("Voice activity is signalled if asked for")
  func signalsActivity() {
    var scenario = open {
      $0.signalsActivity = true
      $0.transcribesInput = false
    }
    let messages = hear(
      &scenario,
      Samples.silence(milliseconds: 200) + Samples.speech(milliseconds: 400) + Samples.silence(milliseconds: 320))
    #expect(
      messages.prefix(2) == [
        .voiceActivity(started: true, offsetMs: 200), .voiceActivity(started: false, offsetMs: 600),
      ])
  }

  @Test("turnComplete waits until the audio must have been heard")
  func waitsForPlayback() {
    var configuration = SimulatorConfiguration.immediate
    configuration.playbackFactor = 1
    var scenario = open(configuration)
    let answer = scenario.told("Hello")
    let length = Int64(answer.sound.count / 48)
    #expect(answer.last == .generationComplete)
    #expect(scenario.played(toMs: length - 1) == [])
    #expect(scenario.played(toMs: length).usage != nil)
  }
}
