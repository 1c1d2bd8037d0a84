import Testing

@testable import LoadGenerator

struct StampedFrameTests {
  @Test(
    "A time written into a frame can be read from any message that holds its base64",
    arguments: [0, 1, 0x0123_4567_89AB_CDEF, UInt64.max])
  func stamp(time: UInt64) throws {
    var frame = StampedFrame(milliseconds: 20, rate: 24_000)
    #expect(frame.characters == 1_280)
    frame.stamp(time)
    let payload = frame.message.dropFirst(44).dropLast(2)
    let message = Array(#"{"type":"response.output_audio.delta","delta":""#.utf8) + payload + Array(#""}"#.utf8)
    message.withUnsafeBytes { bytes in
      let found = PayloadFinder.payload(in: bytes, atLeast: frame.characters)
      #expect(found?.count == 1_280)
      #expect(frame.time(in: bytes, at: found?.lowerBound ?? 0) == time)
    }
  }
}
