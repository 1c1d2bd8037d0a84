import Testing

@testable import VoiceAudio

@Suite("G.711")
struct G711Tests {
  @Test(
    "µ-law codes stand for the values of the standard's table 2",
    arguments: [
      (0x80, 32124), (0x8F, 16764), (0x9F, 8316), (0xAF, 4092), (0xBF, 1980), (0xCF, 924), (0xDF, 396), (0xEF, 132),
      (0xFE, 8), (0xFF, 0), (0x00, -32124), (0x7E, -8), (0x7F, 0),
    ])
  func muVectors(code: Int, sample: Int) {
    #expect(G711.decode(UInt8(code), .mu) == Int16(sample))
  }

  @Test(
    "A-law codes stand for the values of the standard's table 1",
    arguments: [
      (0xAA, 32256), (0xA5, 16896), (0xD5, 8), (0x55, -8), (0x2A, -32256), (0xD4, 24), (0x54, -24), (0xC5, 264),
      (0xF5, 528), (0x80, 5504),
    ])
  func aVectors(code: Int, sample: Int) {
    #expect(G711.decode(UInt8(code), .a) == Int16(sample))
  }

  @Test("Each of the 256 codes survives decoding and encoding", arguments: [G711.Law.mu, .a])
  func roundTrip(law: G711.Law) {
    for code in UInt8.min...UInt8.max {
      // µ-law has two zeros; the negative one comes back as the positive one.
      let expected = law == .mu && code == 0x7F ? 0xFF : code
      #expect(G711.encode(G711.decode(code, law), law) == expected)
    }
  }

  @Test("No sample is farther from its code's value than half of that code's step", arguments: [G711.Law.mu, .a])
  func halfStep(law: G711.Law) throws {
    let values = (UInt8.min...UInt8.max).map { Int(G711.decode($0, law)) }.sorted()
    var worst = 0
    for sample in Int(Int16.min)...Int(Int16.max) {
      let value = Int(G711.decode(G711.encode(Int16(sample), law), law))
      let place = try #require(values.firstIndex(of: value))
      let below = value - (place > 0 ? values[place - 1] : value)
      let above = (place < 255 ? values[place + 1] : value) - value
      // The bits that 13 and 14 leave out of 16 make up to 8 more; beyond the last code all is clipped.
      let isClipped = abs(sample) > values[255]
      if !isClipped { worst = max(worst, abs(value - sample) - max(below, above) / 2) }
    }
    #expect(worst <= 8)
  }

  @Test("Whole buffers are appended")
  func buffers() {
    var samples: [Int16] = [7]
    let received: [UInt8] = [0xFF, 0x80]
    G711.decode(received.span.bytes, .mu, appendingTo: &samples)
    #expect(samples == [7, 0, 32124])
    var codes: [UInt8] = []
    G711.encode(samples, .mu, appendingTo: &codes)
    #expect(codes == [0xFE, 0xFF, 0x80])
  }
}
