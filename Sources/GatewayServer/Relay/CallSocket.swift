internal import NIOCore
internal import WebSocket

/// What a call does with a socket of its own; see `WebSocketHandler` for each.
protocol CallSocket: AnyObject {
  var isWritable: Bool { get }
  var bytesQueued: Int { get }
  func send(text: [UInt8])
  func send(head: [UInt8], _ range: Range<Int>, of message: ByteBuffer, tail: [UInt8])
  func pauseReading()
  func resumeReading()
  func close(_ code: CloseCode, reason: String)
  func abort()
}

extension WebSocketHandler: CallSocket {}
