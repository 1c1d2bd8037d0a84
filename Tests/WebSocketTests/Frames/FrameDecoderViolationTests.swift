import NIOCore
import Testing

@testable import WebSocket

struct FrameDecoderViolationTests {
  @Test("Each reserved bit is a protocol error", arguments: UInt8(1)...7)
  func reservedBits(bits: UInt8) {
    #expect(failure(Wire.frame(Wire.text, reserved: bits)) == .protocolError)
    #expect(failure(Wire.frame(Wire.ping, reserved: bits)) == .protocolError)
  }

  @Test("Each reserved opcode is a protocol error", arguments: [3, 4, 5, 6, 7, 11, 12, 13, 14, 15] as [UInt8])
  func reservedOpcodes(opcode: UInt8) {
    #expect(failure(Wire.frame(opcode)) == .protocolError)
    #expect(failure(Wire.text("a", fin: false) + Wire.frame(opcode, [1])) == .protocolError)
  }

  @Test(
    "Control frames may be neither fragmented nor longer than 125 bytes", arguments: [Wire.close, Wire.ping, Wire.pong])
  func controlFrames(opcode: UInt8) {
    #expect(failure(Wire.frame(opcode, fin: false)) == .protocolError)
    #expect(failure(Wire.frame(opcode, Array(repeating: 0x20, count: 126))) == .protocolError)
    #expect(failure(Wire.frame(opcode, Array(repeating: 0x20, count: 70000))) == .protocolError)
  }

  @Test("A client must mask and a server must not")
  func maskRule() {
    #expect(failure(Wire.text("a", key: nil), role: .server) == .protocolError)
    #expect(failure(Wire.text("a"), role: .client) == .protocolError)
    #expect(failure(Wire.frame(Wire.ping, key: nil), role: .server) == .protocolError)
  }

  @Test(
    "A length in a longer form than needed is a protocol error",
    arguments: [
      [0x82, 0xFE, 0, 125, 0, 0, 0, 0], [0x82, 0xFF, 0, 0, 0, 0, 0, 0, 0, 5, 0, 0, 0, 0],
      [0x82, 0xFF, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 0, 0, 0, 0], [0x82, 0xFF, 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
    ] as [[UInt8]])
  func lengthForms(bytes: [UInt8]) {
    #expect(failure(bytes) == .protocolError)
  }

  @Test("A continuation needs a message, and a message inside a message is none")
  func fragmentation() {
    #expect(failure(Wire.frame(Wire.continuation, [1])) == .protocolError)
    #expect(failure(Wire.frame(Wire.continuation, [1], fin: false)) == .protocolError)
    #expect(failure(Wire.text("a") + Wire.frame(Wire.continuation)) == .protocolError)
    #expect(failure(Wire.text("a", fin: false) + Wire.text("b")) == .protocolError)
    #expect(failure(Wire.frame(Wire.binary, fin: false) + Wire.frame(Wire.binary)) == .protocolError)
  }

  @Test("A message above the limit is refused by its header, before its payload has come")
  func limits() {
    let header = Array(Wire.frame(Wire.binary, Array(repeating: 1, count: 1001)).prefix(8))
    #expect(failure(header, limit: 1000) == .messageTooBig)
    #expect(failure(Wire.frame(Wire.binary, Array(repeating: 1, count: 1000)), limit: 1000) == nil)
    let half = Array(repeating: UInt8(1), count: 501)
    let first = Wire.frame(Wire.binary, half, fin: false)
    #expect(failure(first + Wire.frame(Wire.continuation, half).prefix(8), limit: 1000) == .messageTooBig)
    let endless: [UInt8] = [0x82, 0xFF, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0]
    #expect(failure(endless, limit: .max - 1) == .messageTooBig)
    #expect(failure(Wire.text("ab", fin: false) + [0x80] + endless.dropFirst(), limit: .max) == .messageTooBig)
  }

  @Test("A frame above the frame limit is refused although the message might be longer")
  func frameLimit() {
    var decoder = FrameDecoder(role: .server, limits: MessageLimits(messageBytes: 1000, frameBytes: 10))
    decoder.receive(
      ByteBuffer(bytes: Wire.text("0123456789", fin: false) + Wire.frame(Wire.continuation, Array("x".utf8))))
    #expect(decoder.next() == text("0123456789x"))
    decoder.receive(ByteBuffer(bytes: Wire.text("0123456789x")))
    guard case .failure(.messageTooBig, _) = decoder.next() else { return #expect(Bool(false), "taken") }
  }

  @Test("Text that is not UTF-8 fails with 1007; binary may hold it")
  func invalidText() {
    #expect(failure(Wire.frame(Wire.text, [0x61, 0xFF])) == .invalidPayload)
    #expect(failure(Wire.frame(Wire.text, [0xFF], key: nil), role: .client) == .invalidPayload)
    #expect(failure(Wire.frame(Wire.text, [0xE2, 0x82])) == .invalidPayload)
    #expect(failure(Wire.frame(Wire.text, [0xE2, 0x82], key: nil), role: .client) == .invalidPayload)
    #expect(failure(Wire.frame(Wire.text, [0xE2], fin: false) + Wire.frame(Wire.continuation)) == .invalidPayload)
    #expect(failure(Wire.frame(Wire.binary, [0xFF])) == nil)
  }

  @Test("Invalid text is refused at its first wrong byte, inside an unfinished frame and between fragments")
  func failsFast() {
    let frame = Wire.frame(Wire.text, Array("abc".utf8) + [0xF4, 0x90] + Array("defghijk".utf8))
    #expect(failure(Array(frame.prefix(6 + 4))) == nil)
    #expect(failure(Array(frame.prefix(6 + 5))) == .invalidPayload)
    #expect(failure(Wire.frame(Wire.text, [0x61, 0xC0], fin: false)) == .invalidPayload)
  }

  @Test("A close frame of one byte, with a bad code or a bad reason is refused")
  func closeFrames() {
    #expect(failure(Wire.frame(Wire.close, [3])) == .protocolError)
    #expect(failure(Wire.frame(Wire.close, [0x03, 0xE8, 0xFF])) == .invalidPayload)
    #expect(failure(Wire.frame(Wire.close, [0x03, 0xE8, 0xE2, 0x82])) == .invalidPayload)
  }

  @Test(
    "Codes that must not travel are refused",
    arguments: [0, 1, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65535])
  func badCodes(code: Int) {
    #expect(failure(Wire.close(code)) == .protocolError)
  }

  @Test(
    "Codes that may travel are taken",
    arguments: [1000, 1001, 1002, 1003, 1007, 1011, 1012, 1013, 1014, 3000, 3999, 4000, 4999])
  func goodCodes(code: Int) {
    #expect(decode(Wire.close(code, "why")) == [.close(CloseCode(UInt16(code)), reason: "why")])
  }
}
