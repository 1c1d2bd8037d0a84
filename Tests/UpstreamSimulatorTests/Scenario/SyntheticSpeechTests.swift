import Testing

@testable import UpstreamSimulator

@Suite("The buzz that stands for speech")
struct SyntheticSpeechTests {
  @Test("It is loud enough to be taken for speech, and has a syllable for each vowel")
  func isHeard() {
    let sound = ["Good", " morning,", " everybody."].flatMap(SyntheticSpeech.say)
    // One syllable, two and five of 150 ms; gaps of 50, 200 and 200 ms.
    #expect(sound.count / 48 == 8 * 150 + 450)
    var gate = SpeechGate(SetupMessage.Detection(), on: .vertex)
    let events = gate.audioArrived(sound, rate: SyntheticSpeech.rate)
    #expect(events == [.started(atMs: 0)])
    let loudest = PCM16.samples(sound).map { abs(Int($0)) }.max() ?? 0
    #expect((4_000...12_000).contains(loudest))
  }

  @Test("No word lasts longer than eight syllables")
  func isBounded() {
    let word = String(repeating: "ba", count: 1_000)
    #expect(SyntheticSpeech.say(word).count / 48 == 8 * 150 + 50)
  }
}
