import Foundation
import SeededRandom
import Testing

@testable import VoiceAudio

@Suite("Transcoder")
struct TranscoderTests {
  /// All of `bytes` in another format, fed in chunks of a size; each text decoded by itself.
  private func transcoded(_ bytes: [UInt8], _ from: AudioFormat, _ to: AudioFormat, chunk: Int) throws -> [UInt8] {
    var transcoder = try #require(Transcoder(from: from, to: to))
    var text: [UInt8] = []
    var output: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: chunk) {
      transcoder.transcode(Array(bytes[start..<min(start + chunk, bytes.count)]).span.bytes, into: &text)
      output += try #require(Data(base64Encoded: Data(text)))
    }
    transcoder.flush(into: &text)
    return output + (try #require(Data(base64Encoded: Data(text))))
  }

  @Test(
    "Half samples and chunk borders leave no trace",
    arguments: [AudioFormat.pcm16(rate: 24000), .pcm16(rate: 16000), .g711MuLaw], [1, 3, 101, 960])
  func chunks(to: AudioFormat, chunk: Int) throws {
    let bytes = Sound.sine(500, amplitude: 8000, ms: 60, rate: 16000).pcm16
    let whole = try transcoded(bytes, .pcm16(rate: 16000), to, chunk: bytes.count)
    #expect(try transcoded(bytes, .pcm16(rate: 16000), to, chunk: chunk) == whole)
    #expect(to.milliseconds(ofBytes: whole.count) == 60)
  }

  private static let formats = [
    AudioFormat.pcm16(rate: 8000), .pcm16(rate: 16000), .pcm16(rate: 24000), .pcm16(rate: 48000), .g711MuLaw, .g711ALaw,
  ]

  @Test("Cut at random, in the middle of samples too, the bytes are the same", arguments: formats, formats)
  func randomChunks(from: AudioFormat, to: AudioFormat) throws {
    var random = SeededRandom(seed: UInt64(from.rate + 3 * to.rate))
    let bytes = (0..<from.bytes(ofMilliseconds: 40)).map { _ in UInt8.random(in: 0...255, using: &random) }
    let whole = try transcoded(bytes, from, to, chunk: bytes.count)
    #expect(to.milliseconds(ofBytes: whole.count) == 40)
    for _ in 0..<8 {
      var transcoder = try #require(Transcoder(from: from, to: to))
      var (text, output, start) = ([UInt8](), [UInt8](), 0)
      while start < bytes.count {
        let end = min(bytes.count, start + Int.random(in: 1...700, using: &random))
        transcoder.transcode(Array(bytes[start..<end]).span.bytes, into: &text)
        output += try #require(Data(base64Encoded: Data(text)))
        start = end
      }
      transcoder.flush(into: &text)
      #expect(output + (try #require(Data(base64Encoded: Data(text)))) == whole)
    }
  }

  @Test("The same format passes unchanged")
  func identity() throws {
    let bytes = Sound.sine(500, amplitude: 8000, ms: 20, rate: 24000).pcm16
    #expect(try transcoded(bytes, .pcm16(rate: 24000), .pcm16(rate: 24000), chunk: 77) == bytes)
    #expect(try #require(Transcoder(from: .g711ALaw, to: .g711ALaw)).isIdentity)
  }

  @Test("A telephone's µ-law becomes 16 kHz PCM of the same tone")
  func telephone() throws {
    let tone = Sound.sine(400, amplitude: 8000, ms: 100, rate: 8000)
    var codes: [UInt8] = []
    G711.encode(tone.integers, .mu, appendingTo: &codes)
    let bytes = try transcoded(codes, .g711MuLaw, .pcm16(rate: 16000), chunk: 160)
    let expected = Sound.sine(400, amplitude: 8000, ms: 100, rate: 16000).integers
    #expect(bytes.count == 2 * expected.count)
    for index in 200..<1400 {
      let sample = Int16(bitPattern: UInt16(bytes[2 * index + 1]) << 8 | UInt16(bytes[2 * index]))
      #expect(abs(Int(sample) - Int(expected[index])) < 400)
    }
  }

  @Test("A chunk that completes no sample gives an empty text")
  func nothingYet() throws {
    var transcoder = try #require(Transcoder(from: .pcm16(rate: 24000), to: .pcm16(rate: 24000)))
    var text = Array("old".utf8)
    let sample: [UInt8] = [0x34, 0x12]
    transcoder.transcode(sample.span.extracting(0..<1).bytes, into: &text)
    #expect(text.isEmpty)
    transcoder.transcode(sample.span.extracting(1..<2).bytes, into: &text)
    #expect(String(decoding: text, as: UTF8.self) == "NBI=")
  }

  @Test("Rates that cannot be changed are refused")
  func unknownRate() {
    #expect(Transcoder(from: .pcm16(rate: 44100), to: .pcm16(rate: 24000)) == nil)
  }
}
