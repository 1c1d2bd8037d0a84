import Testing

@testable import VoiceAudio

@Suite("Speech in noise")
struct SpeechDetectorSpeechTests {
  @Test(
    "Every sentence starts within 120 ms of being heard, and nothing starts in the pauses",
    arguments: Noise.allCases, [8000, 16000])
  func findsEveryStart(noise: Noise, rate: Int) throws {
    for snr in [10.0, 20, 30] {
      let call = try Call(noise: noise, snr: snr, rate: rate)
      let heard = try Hearing(call.sound)
      for sentence in call.sentences {
        let starts = heard.starts.filter { sentence.firstSoundMs..<sentence.endMs + 200 ~= $0.toldMs }
        let start = try #require(starts.first, "missed \(sentence) at \(snr) dB")
        #expect(start.toldMs <= sentence.startMs + 120, "\(sentence) at \(snr) dB")
        #expect(start.atMs >= sentence.firstSoundMs - 30, "\(sentence) at \(snr) dB")
      }
      #expect(heard.starts.count == call.sentences.count, "starts in silence at \(snr) dB: \(heard.starts)")
    }
  }

  @Test("The higher rates hear as much", arguments: [24000, 48000])
  func findsEveryStartAtHighRates(rate: Int) throws {
    let call = try Call(noise: .pink, snr: 10, rate: rate)
    let heard = try Hearing(call.sound)
    #expect(heard.starts.count == call.sentences.count)
    for (start, sentence) in zip(heard.starts, call.sentences) {
      #expect((sentence.firstSoundMs...sentence.startMs + 120).contains(start.toldMs), "\(sentence)")
    }
  }

  @Test("Speech ends after the silence asked for", arguments: [200, 500, 800])
  func endsAfterSilence(silenceMs: Int) throws {
    let call = try Call(noise: .pink, snr: 20, rate: 16000)
    let heard = try Hearing(call.sound, settings: SpeechDetector.Settings(silenceMs: silenceMs))
    for sentence in call.sentences {
      let stop = heard.stops.first { $0 > sentence.endMs - 200 }
      let told = try #require(stop)
      #expect((sentence.endMs - 100...sentence.endMs + 250).contains(told - silenceMs), "\(sentence)")
    }
  }

  @Test("Chunks of any size are heard alike", arguments: [7, 333, 9601])
  func chunksDoNotMatter(bytes: Int) throws {
    let call = try Call(noise: .white, snr: 20, rate: 8000)
    #expect(try Hearing(call.sound, chunk: bytes).events == Hearing(call.sound, chunk: 1 << 24).events)
  }

  @Test("Speech without any silence before it is heard at its first gap at the latest")
  func speechFromTheFirstSample() throws {
    let speech = try Speech.of("Hello, can you hear me?", voice: "en-us", rate: 16000)
    let heard = try Hearing(speech)
    #expect(try #require(heard.starts.first).toldMs <= 300)
    #expect(heard.starts.count == 1)
  }
}
