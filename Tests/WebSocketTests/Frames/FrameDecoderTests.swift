import NIOCore
import Testing

@testable import WebSocket

struct FrameDecoderTests {
  @Test("Text, binary, empty messages and control frames come out as they went in")
  func plainFrames() {
    let bytes =
      Wire.text("hello") + Wire.frame(Wire.binary, [0, 0xFF, 7]) + Wire.text("") + Wire.frame(Wire.ping, [1, 2])
      + Wire.frame(Wire.pong) + Wire.close(1001, "gone")
    #expect(
      decode(bytes) == [
        text("hello"), .message(.binary, ByteBuffer(bytes: [0, 0xFF, 7])), text(""), .ping(ByteBuffer(bytes: [1, 2])),
        .pong(ByteBuffer()), .close(.goingAway, reason: "gone"),
      ])
  }

  @Test("Frames of a server are read unmasked")
  func clientRole() {
    #expect(decode(Wire.text("hi", key: nil), role: .client) == [text("hi")])
  }

  @Test("A whole frame of a server is handed on without a copy")
  func sliceOfReadBuffer() {
    let read = ByteBuffer(bytes: Wire.text("no copy of this", key: nil))
    var decoder = FrameDecoder(role: .client, limits: .fromUpstreams)
    decoder.receive(read)
    guard case .message(.text, let message) = decoder.next() else { return #expect(Bool(false), "no message") }
    let place = read.withUnsafeReadableBytes { $0.baseAddress.map { $0 + 2 } }
    #expect(message.withUnsafeReadableBytes { $0.baseAddress } == place)
  }

  @Test("The buffer of a masked message is used again when nobody holds the message, and left alone when somebody does")
  func messageBufferIsReused() {
    var decoder = FrameDecoder(role: .server, limits: .fromClients)
    func place(of string: String) -> UnsafeRawPointer? {
      decoder.receive(ByteBuffer(bytes: Wire.text(string)))
      guard case .message(_, let message) = decoder.next() else { return nil }
      return message.withUnsafeReadableBytes { $0.baseAddress }
    }
    let first = place(of: "one message")
    #expect(first != nil && place(of: "another one") == first)
    decoder.receive(ByteBuffer(bytes: Wire.text("a kept one")))
    let kept = decoder.next()
    #expect(place(of: "overwrites") != first)
    #expect(kept == text("a kept one"))
  }

  @Test("What was received is the sender's still: its buffer is not unmasked in place")
  func receivedBufferIsUntouched() {
    let bytes = Wire.text("masked") + Wire.frame(Wire.ping, [1, 2, 3])
    let read = ByteBuffer(bytes: bytes)
    var decoder = FrameDecoder(role: .server, limits: .fromClients)
    decoder.receive(read)
    while decoder.next() != nil {}
    #expect(Array(read.readableBytesView) == bytes)
  }

  @Test(
    "Lengths around each border of the header come out whole", arguments: [0, 1, 125, 126, 127, 65535, 65536, 70001])
  func lengths(length: Int) {
    let payload = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 7) }
    let whole = FrameDecoder.Event.message(.binary, ByteBuffer(bytes: payload))
    #expect(decode(Wire.frame(Wire.binary, payload)) == [whole])
    #expect(decode(Wire.frame(Wire.binary, payload), chunk: 1000) == [whole])
    #expect(decode(Wire.frame(Wire.binary, payload, key: nil), role: .client, chunk: 1000) == [whole])
  }

  @Test("Byte by byte, or cut in two at every place, the same comes out")
  func everyCut() {
    let long = String(repeating: "é", count: 100)
    for (role, key) in [(WebSocketRole.server, Wire.key), (.client, nil)] as [(WebSocketRole, [UInt8]?)] {
      let bytes =
        Wire.text("a€", key: key) + Wire.text("Grüße ", fin: false, key: key) + Wire.frame(Wire.ping, [9], key: key)
        + Wire.frame(Wire.continuation, [0xF0, 0x9F], fin: false, key: key)
        + Wire.frame(Wire.continuation, [], fin: false, key: key)
        + Wire.frame(Wire.continuation, [0x8E, 0xA4], key: key) + Wire.text(long, key: key)
        + Wire.close(4000, "bye", key: key)
      let expected: [FrameDecoder.Event] = [
        text("a€"), .ping(ByteBuffer(bytes: [9])), text("Grüße 🎤"), text(long), .close(CloseCode(4000), reason: "bye"),
      ]
      #expect(decode(bytes, role: role) == expected)
      #expect(decode(bytes, role: role, chunk: 1) == expected)
      for cut in 1..<bytes.count {
        var decoder = FrameDecoder(role: role, limits: .fromClients)
        var events: [FrameDecoder.Event] = []
        for part in [bytes[..<cut], bytes[cut...]] {
          decoder.receive(ByteBuffer(bytes: part))
          while let event = decoder.next() { events.append(event) }
        }
        #expect(events == expected)
      }
    }
  }

  @Test("Nothing is read behind a close frame or a failure")
  func endsThere() {
    #expect(decode(Wire.close(1000) + Wire.text("late")) == [.close(.normal, reason: "")])
    #expect(decode(Wire.frame(0x3) + Wire.text("late")).count == 1)
    #expect(decode(Wire.frame(Wire.close)) == [.close(nil, reason: "")])
  }
}
