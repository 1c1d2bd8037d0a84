import SeededRandom
import Testing

@testable import VoiceAudio

@Suite("Speech detector")
struct SpeechDetectorTests {
  private let rate = 16000

  /// A tone with the beat of syllables, at the loudness of speech.
  private func voice(ms: Int, amplitude: Double = 4000) -> Sound {
    var sound = Sound.silence(ms: 0, rate: rate)
    while sound.samples.count < ms * rate / 1000 {
      var syllable = Sound.sine(220, amplitude: amplitude, ms: 160, rate: rate)
      syllable.mix(.sine(660, amplitude: amplitude / 2, ms: 160, rate: rate))
      sound.samples += syllable.samples + Sound.silence(ms: 40, rate: rate).samples
    }
    sound.samples.removeLast(sound.samples.count - ms * rate / 1000)
    return sound
  }

  private func room(ms: Int, _ loudness: Float = 100) throws -> Sound {
    try Noise.white.sound(ms: ms, rate: rate).scaled(by: loudness)
  }

  @Test("Digital silence, then speech: one start within 120 ms, one stop")
  func digitalSilence() throws {
    var sound = Sound.silence(ms: 4000, rate: rate)
    sound.mix(voice(ms: 1000), atMs: 1000)
    let heard = try Hearing(sound)
    #expect(heard.starts.count == 1)
    #expect(heard.starts.allSatisfy { $0.atMs == 1000 && $0.toldMs <= 1120 })
    #expect(heard.stops.count == 1)
    #expect(heard.stops.allSatisfy { (2400...2520).contains($0) })
  }

  @Test("A start in the middle of noise is found")
  func middleOfNoise() throws {
    var sound = try room(ms: 6000, 400)
    sound.mix(voice(ms: 1500), atMs: 3210)
    let heard = try Hearing(sound)
    #expect(heard.starts.count == 1)
    #expect(heard.starts.allSatisfy { (3190...3230).contains($0.atMs) && $0.toldMs <= 3330 })
  }

  @Test("An offset of the line changes nothing", arguments: [-8000, 8000] as [Float])
  func offset(offset: Float) throws {
    var sound = try room(ms: 4000)
    sound.mix(voice(ms: 1000), atMs: 2000)
    sound.samples = sound.samples.map { $0 + offset }
    let heard = try Hearing(sound)
    #expect(heard.starts.count == 1)
    #expect(heard.starts.allSatisfy { (1990...2020).contains($0.atMs) })
  }

  @Test("Clicks start nothing", arguments: [0, 30, 300] as [Float])
  func clicks(loudness: Float) throws {
    var random = SeededRandom(seed: 11)
    var sound = loudness == 0 ? Sound.silence(ms: 10000, rate: rate) : try room(ms: 10000, loudness)
    var position = 0
    while position < sound.samples.count {
      sound.samples[position] = Bool.random(using: &random) ? 32000 : -32000
      position += Int.random(in: (rate / 9)...rate, using: &random)
    }
    #expect(try Hearing(sound).events == [])
  }

  @Test("A room that becomes louder is speech for some seconds at most")
  func louderRoom() throws {
    var sound = try room(ms: 3000, 50)
    sound.samples += try room(ms: 9000, 1000).samples
    let heard = try Hearing(sound)
    #expect(heard.starts.count <= 1)
    #expect(heard.stops.count == heard.starts.count)
    #expect(heard.stops.allSatisfy { $0 < 8000 })
  }

  @Test("Raised, it hears only what is much louder than the room")
  func raised() throws {
    var sound = try room(ms: 8000, 400)
    sound.mix(voice(ms: 1000, amplitude: 700), atMs: 2000)
    sound.mix(voice(ms: 1000, amplitude: 8000), atMs: 5000)
    #expect(try Hearing(sound).starts.count == 2)
    let raised = try Hearing(sound, isRaised: true)
    #expect(raised.starts.count == 1)
    #expect(raised.starts.allSatisfy { $0.atMs >= 4990 })
  }

  @Test("A higher threshold hears less")
  func threshold() throws {
    var sound = try room(ms: 4000, 400)
    sound.mix(voice(ms: 1000, amplitude: 600), atMs: 2000)
    #expect(try Hearing(sound, settings: SpeechDetector.Settings(threshold: 0.5)).starts.count == 1)
    #expect(try Hearing(sound, settings: SpeechDetector.Settings(threshold: 1)).starts.isEmpty)
  }

  @Test("It tells whether there is speech now, and when it last heard some")
  func state() throws {
    var detector = try #require(SpeechDetector(rate: rate))
    _ = detector.hear(Sound.silence(ms: 500, rate: rate).pcm16.span.bytes)
    #expect(!detector.isSpeech && detector.lastSpeechMs == nil && detector.heardMs == 500)
    _ = detector.hear(voice(ms: 300).pcm16.span.bytes)
    #expect(detector.isSpeech && detector.heardMs == 800)
    _ = detector.hear(Sound.silence(ms: 400, rate: rate).pcm16.span.bytes)
    #expect(detector.isSpeech)
    #expect((760...820).contains(detector.lastSpeechMs ?? 0))
    _ = detector.hear(Sound.silence(ms: 200, rate: rate).pcm16.span.bytes)
    #expect(!detector.isSpeech)
  }

  @Test("A rate that the resampler does not know is refused", arguments: [0, -8000, 11025, 44100])
  func unknownRate(rate: Int) {
    #expect(SpeechDetector(rate: rate) == nil)
  }
}
