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

  @Test("Every sample is encoded as the nearest code, or one as near", arguments: [G711.Law.mu, .a])
  func nearest(law: G711.Law) {
    let values = (UInt8.min...UInt8.max).map { Int(G711.decode($0, law)) }.sorted()
    var upper = 0
    for sample in Int(Int16.min)...Int(Int16.max) {
      while upper < values.count - 1, values[upper] < sample { upper += 1 }
      let best = min(abs(values[upper] - sample), abs(values[max(upper - 1, 0)] - sample))
      let given = abs(Int(G711.decode(G711.encode(Int16(sample), law), law)) - sample)
      // The decision values lie in the middle between two codes, give or take the bits that 13 or 14 leave out.
      guard given <= best + 16 else {
        Issue.record("\(sample) is encoded \(given) away, the nearest code is \(best) away")
        return
      }
    }
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
