import NIOCore
import Testing

@testable import WebSocket

struct FrameEncoderTests {
  @Test(
    "What the encoder writes, the other role's decoder reads, at every border of the length",
    arguments: [0, 1, 125, 126, 65535, 65536])
  func roundTrip(length: Int) {
    let payload = (0..<length).map { UInt8(truncatingIfNeeded: 32 + $0 % 90) }
    for (role, peer) in [(WebSocketRole.client, WebSocketRole.server), (.server, .client)] {
      var encoder = FrameEncoder(role: role, seed: 5)
      var output = ByteBuffer()
      encoder.write(.text, payload, into: &output)
      encoder.write(.binary, ByteBuffer(bytes: payload), into: &output)
      encoder.writePing(ByteBuffer(string: "p"), into: &output)
      encoder.writePong(ByteBuffer(), into: &output)
      #expect(
        decode(Array(output.readableBytesView), role: peer) == [
          .message(.text, ByteBuffer(bytes: payload)), .message(.binary, ByteBuffer(bytes: payload)),
          .ping(ByteBuffer(string: "p")), .pong(ByteBuffer()),
        ])
    }
  }

  @Test("A message of three pieces is one frame, behind what the buffer holds already")
  func threePieces() {
    for role in [WebSocketRole.client, .server] {
      var encoder = FrameEncoder(role: role, seed: 6)
      var output = ByteBuffer(bytes: [0xEE])
      output.moveReaderIndex(forwardBy: 1)
      encoder.write(.text, Array("first".utf8), into: &output)
      var received = ByteBuffer(string: "..base64==..")
      received.moveReaderIndex(forwardBy: 2)
      received.moveWriterIndex(to: 10)
      encoder.write(
        .text, head: Array(#"{"audio":""#.utf8), payload: received, tail: Array(#""}"#.utf8), into: &output)
      #expect(
        decode(Array(output.readableBytesView), role: role == .client ? .server : .client) == [
          text("first"), text(#"{"audio":"base64=="}"#),
        ])
    }
  }

  @Test("The server's frames are the bytes of the standard's examples")
  func examplesOfTheStandard() {
    var encoder = FrameEncoder(role: .server, seed: 0)
    var output = ByteBuffer()
    encoder.write(.text, Array("Hello".utf8), into: &output)
    #expect(Array(output.readableBytesView) == [0x81, 0x05, 0x48, 0x65, 0x6C, 0x6C, 0x6F])
    let masked: [UInt8] = [0x81, 0x85, 0x37, 0xFA, 0x21, 0x3D, 0x7F, 0x9F, 0x4D, 0x51, 0x58]
    #expect(decode(masked) == [text("Hello")])
  }

  @Test("Each client frame has a key of its own")
  func keysDiffer() {
    var encoder = FrameEncoder(role: .client, seed: 9)
    let frames = (0..<100).map { _ in
      var output = ByteBuffer()
      encoder.write(.text, Array("same".utf8), into: &output)
      return Array(output.readableBytesView)
    }
    #expect(Set(frames).count == 100)
  }

  @Test("A close reason is cut at a character so that it fits; a code that may not travel is left out")
  func closeFrames() {
    var encoder = FrameEncoder(role: .client, seed: 1)
    var output = ByteBuffer()
    encoder.writeClose(.goingAway, reason: String(repeating: "é", count: 80), into: &output)
    #expect(decode(Array(output.readableBytesView)) == [.close(.goingAway, reason: String(repeating: "é", count: 61))])
    output.clear()
    encoder.writeClose(.abnormal, reason: "x", into: &output)
    #expect(decode(Array(output.readableBytesView)) == [.close(nil, reason: "")])
  }
}
