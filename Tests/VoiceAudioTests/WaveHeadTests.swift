import Foundation
import Testing

@testable import VoiceAudio

@Suite("Wave head")
struct WaveHeadTests {
  @Test("Its base64, followed by that of the samples, is the base64 of the file")
  func joins() throws {
    let samples: [UInt8] = [1, 2, 3, 4, 5, 6, 7, 8]
    let head = WaveHead.bytes(rate: 16_000, pcmBytes: samples.count)
    var text: [UInt8] = []
    Base64.encode(head.span.bytes, appendingTo: &text)
    #expect(text.count == WaveHead.characterCount && text.last != UInt8(ascii: "="))
    Base64.encode(samples.span.bytes, appendingTo: &text)
    let joined = try #require(Data(base64Encoded: Data(text)))
    #expect(Array(joined) == head + samples)
  }

  @Test("Each number is where RIFF wants it")
  func layout() {
    let head = WaveHead.bytes(rate: 24_000, pcmBytes: 960)
    func number(_ offset: Int, _ width: Int) -> Int {
      (0..<width).reduce(0) { $0 | Int(head[offset + $1]) << (8 * $1) }
    }
    func name(_ offset: Int) -> String { String(decoding: head[offset..<(offset + 4)], as: UTF8.self) }
    #expect([name(0), name(8), name(12), name(38), name(46)] == ["RIFF", "WAVE", "fmt ", "JUNK", "data"])
    #expect(number(4, 4) == head.count - 8 + 960)
    // Chunk of 18 bytes: PCM, one channel, 24 kHz, 48,000 bytes a second in frames of 2, 16 bits, no more.
    #expect(number(16, 4) == 18)
    #expect([20, 22, 32, 34, 36].map { number($0, 2) } == [1, 1, 2, 16, 0])
    #expect([24, 28, 42, 50].map { number($0, 4) } == [24_000, 48_000, 0, 960])
  }
}
