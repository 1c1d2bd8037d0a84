import Testing
import VoiceAudio

@testable import LoadGenerator

struct StampedFrameTests {
  /// A delta as servers send it, with the base64 of these messages one behind the other.
  private func delta(_ messages: [[UInt8]]) -> [UInt8] {
    let payload = messages.flatMap { $0.dropFirst(45).dropLast(2) }
    return Array(#"{"event_id": "event_1", "type": "response.output_audio.delta", "delta": ""#.utf8) + payload
      + Array(#""}"#.utf8)
  }

  @Test(
    "A time written into a frame is read from whatever message its base64 stands in",
    arguments: [0, 1, 0x0123_4567_89AB_CDEF, UInt64.max])
  func stamp(time: UInt64) {
    var frame = StampedFrame(milliseconds: 20, rate: 24_000)
    #expect(frame.characters == 1_280)
    frame.stamp(time)
    delta([frame.message]).withUnsafeBytes { bytes in
      let found = PayloadFinder.payload(in: bytes, atLeast: frame.characters)
      #expect(found?.count == 1_280)
      #expect(frame.time(in: bytes, at: found?.lowerBound ?? 0) == time)
    }
  }

  @Test("Each of several frames in one message is read")
  func several() {
    var frame = StampedFrame(milliseconds: 20, rate: 24_000)
    var messages: [[UInt8]] = []
    for time in 1...3 {
      frame.stamp(UInt64(time))
      messages.append(frame.message)
    }
    delta(messages).withUnsafeBytes { bytes in
      let start = PayloadFinder.payload(in: bytes, atLeast: frame.characters)?.lowerBound ?? 0
      #expect((0..<3).map { frame.time(in: bytes, at: start + $0 * frame.characters) } == [1, 2, 3])
    }
  }

  @Test("Audio of somebody else has no time in it, and neither has a text that ends too soon")
  func foreign() {
    let frame = StampedFrame(milliseconds: 20, rate: 24_000)
    let silence = Array(String(repeating: "A", count: 2_000).utf8)
    silence.withUnsafeBytes { #expect(frame.time(in: $0, at: 0) == nil) }
    frame.message.dropLast(1_230).withUnsafeBytes { #expect(frame.time(in: $0, at: 45) == nil) }
  }

  @Test("No sample is louder than a whisper, so that no detector takes the stamp for speech")
  func quiet() throws {
    var frame = StampedFrame(milliseconds: 20, rate: 24_000)
    var detector = try #require(SpeechDetector(rate: 24_000))
    for tick in 0..<500 {
      frame.stamp(UInt64(tick) * 20_000_000 + 81_985_529_216_486_895)
      let text = Array(frame.message.dropFirst(45).dropLast(2))
      var samples: [UInt8] = []
      #expect(Base64.decode(text.span.bytes, 0..<text.count, into: &samples) == .decoded(bytes: 960))
      #expect(samples.enumerated().allSatisfy { $0.offset % 2 == 0 ? $0.element < 16 : $0.element == 0 })
      #expect(detector.hear(samples.span.bytes).isEmpty)
    }
  }
}
