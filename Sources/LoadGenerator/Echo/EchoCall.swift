internal import ByteJSON
internal import NIOCore
internal import WebSocket

/// One connection to the echo. Belongs to its event loop.
final class EchoCall: WebSocketDelegate {
  /// Base64 of 2 ms at 8 kHz: shorter strings are no audio.
  private static let shortestAudio = 40

  private let socket: WebSocketHandler
  private let tongue: EchoTongue
  private let echoEvery: Int
  private var framesHeard = 0
  /// A setup may hold long strings that are no audio.
  private var isSetUp: Bool
  /// Used for each frame again.
  private var frame = ByteBuffer()

  init(_ socket: WebSocketHandler, _ tongue: EchoTongue, echoEvery: Int) {
    self.socket = socket
    self.tongue = tongue
    self.echoEvery = max(1, echoEvery)
    isSetUp = tongue.greeting != nil
    if let greeting = tongue.greeting { socket.send(tongue.kind, greeting) }
  }

  func webSocketReceived(text: ByteBuffer) { received(text) }

  func webSocketReceived(binary: ByteBuffer) { received(binary) }

  func webSocketWritabilityChanged(_ isWritable: Bool) {
    // Who does not listen is not listened to.
    if isWritable { socket.resumeReading() } else { socket.pauseReading() }
  }

  func webSocketShouldQuiesce() { socket.close(.goingAway) }

  func webSocketClosed(_ report: CloseReport) {}

  private func received(_ message: ByteBuffer) {
    if isSetUp, returnAudio(of: message) { return }
    if let node = try? JSONNode.parse(message.readableBytesSpan) { received(node) }
  }

  /// False: the message holds no audio. Which member it stands in is not looked at.
  private func returnAudio(of message: ByteBuffer) -> Bool {
    frame.clear()
    message.withUnsafeReadableBytes { bytes in
      guard let payload = PayloadFinder.payload(in: bytes, atLeast: Self.shortestAudio),
        bytes[payload].prefix(Self.shortestAudio).allSatisfy(Self.isBase64)
      else { return }
      frame.writeBytes(tongue.audioHead)
      frame.writeBytes(bytes[payload])
      frame.writeBytes(tongue.audioTail)
    }
    guard frame.readableBytes > 0 else { return false }
    framesHeard &+= 1
    guard framesHeard % echoEvery == 0 else { return true }
    socket.send(tongue.kind, frame)
    return true
  }

  /// Words have blanks between them.
  private static func isBase64(_ character: UInt8) -> Bool {
    switch character {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "/"):
      true
    default: false
    }
  }

  private func received(_ message: JSONNode) {
    if message["setup"] != nil {
      isSetUp = true
      socket.send(tongue.kind, Array(#"{"setupComplete":{}}"#.utf8))
    } else if asksForAnswer(message) {
      for part in tongue.answer { socket.send(tongue.kind, part) }
    }
  }

  /// OpenAI's `response.create`; Gemini's content that ends a turn, or text of a live user.
  private func asksForAnswer(_ message: JSONNode) -> Bool {
    if let type = message["type"] { return type.isString("response.create") }
    let content = message["clientContent"] ?? message["client_content"]
    let completes = content?["turnComplete"] ?? content?["turn_complete"]
    let live = message["realtimeInput"] ?? message["realtime_input"]
    return completes?.bool == true || live?["text"] != nil
  }
}
