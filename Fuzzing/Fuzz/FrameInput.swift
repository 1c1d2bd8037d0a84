import NIOCore
import WebSocket

/// The first byte says who reads and where the bytes are cut. The events are the same however they are cut, there are
/// not more bytes in them than came, and nothing follows an end.
enum FrameInput {
  static func read(_ bytes: [UInt8]) {
    guard let first = bytes.first else { return }
    let role: WebSocketRole = first & 1 == 0 ? .server : .client
    let input = Array(bytes.dropFirst())
    let whole = events(input, role, chunk: max(input.count, 1))
    let pieces = events(input, role, chunk: Int(first >> 1) + 1)
    claim(whole == pieces, "another cut, other events")
    claim(whole.map(Self.bytes(in:)).reduce(0, +) <= input.count, "more came out than went in")
    claim(whole.dropLast().allSatisfy { !isEnd($0) }, "something follows the end")
  }

  private static func events(_ bytes: [UInt8], _ role: WebSocketRole, chunk: Int) -> [FrameDecoder.Event] {
    var decoder = FrameDecoder(role: role, limits: MessageLimits(messageBytes: 140))
    var events: [FrameDecoder.Event] = []
    for start in stride(from: 0, to: bytes.count, by: chunk) {
      decoder.receive(ByteBuffer(bytes: bytes[start..<min(start + chunk, bytes.count)]))
      while let event = decoder.next() { events.append(event) }
    }
    return events
  }

  private static func bytes(in event: FrameDecoder.Event) -> Int {
    switch event {
    case .message(_, let payload), .ping(let payload), .pong(let payload): payload.readableBytes
    case .close, .failure: 0
    }
  }

  private static func isEnd(_ event: FrameDecoder.Event) -> Bool {
    switch event {
    case .close, .failure: true
    case .message, .ping, .pong: false
    }
  }
}
