import NIOCore
import SeededRandom
import Testing

@testable import WebSocket

struct FrameFuzzTests {
  /// Frames, some of them broken: random bytes alone would rarely get past the first header.
  private static func input(_ random: inout SeededRandom) -> [UInt8] {
    var bytes: [UInt8] = []
    for _ in 0..<Int.random(in: 1...4, using: &random) {
      let opcode = UInt8.random(in: 0...15, using: &random)
      let length = Int.random(in: 0...19, using: &random)
      let payload = Array(repeating: UInt8.random(in: 0...127, using: &random), count: length == 19 ? 130 : length)
      bytes += Wire.frame(
        Bool.random(using: &random) ? opcode : UInt8.random(in: 0...2, using: &random), payload,
        fin: Bool.random(using: &random))
    }
    switch Int.random(in: 0...3, using: &random) {
    case 0: return (0..<bytes.count).map { _ in UInt8.random(in: .min ... .max, using: &random) }
    case 1: bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: .min ... .max, using: &random)
    case 2: bytes = Array(bytes.prefix(Int.random(in: 0...bytes.count, using: &random)))
    default: break
    }
    return bytes
  }

  @Test(
    "100,000 random inputs, cut at random: same events as in one piece, no more bytes out than in, nothing after an end"
  )
  func survives() {
    var random = SeededRandom(seed: 2026)
    for round in 0..<100_000 {
      let bytes = Self.input(&random)
      let role: WebSocketRole = round % 8 == 0 ? .client : .server
      var decoder = FrameDecoder(role: role, limits: MessageLimits(messageBytes: 140))
      var events: [FrameDecoder.Event] = []
      var rest = bytes[...]
      while !rest.isEmpty {
        let count = Int.random(in: 1...max(1, rest.count), using: &random)
        decoder.receive(ByteBuffer(bytes: rest.prefix(count)))
        rest = rest.dropFirst(count)
        while let event = decoder.next() { events.append(event) }
      }
      let whole = decode(bytes, role: role, limit: 140)
      guard events == whole else {
        return #expect(Bool(false), "round \(round): \(events) in pieces, \(whole) at once")
      }
      guard Self.bytes(in: events) <= bytes.count, events.dropLast().allSatisfy({ !Self.isEnd($0) }) else {
        return #expect(Bool(false), "round \(round): \(events)")
      }
    }
  }

  private static func bytes(in events: [FrameDecoder.Event]) -> Int {
    events.reduce(0) { sum, event in
      switch event {
      case .message(_, let payload), .ping(let payload), .pong(let payload): sum + payload.readableBytes
      case .close, .failure: sum
      }
    }
  }

  private static func isEnd(_ event: FrameDecoder.Event) -> Bool {
    switch event {
    case .close, .failure: true
    case .message, .ping, .pong: false
    }
  }
}
