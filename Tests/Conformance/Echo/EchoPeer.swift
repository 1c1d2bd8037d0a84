import NIOCore
import WebSocket

/// Sends every message back as it came, and takes no more than the peer reads.
final class EchoPeer: WebSocketDelegate {
  private var socket: WebSocketHandler?
  private var lastText = ""
  private let ended: (String) -> Void

  /// - Parameter ended: Called at the end of the connection, with its last text message.
  init(ended: @escaping (String) -> Void = { _ in }) { self.ended = ended }

  func opened(_ socket: WebSocketHandler) { self.socket = socket }

  func webSocketReceived(text: ByteBuffer) {
    if text.readableBytes < 100 { lastText = String(buffer: text) }
    socket?.send(.text, text)
  }

  func webSocketReceived(binary: ByteBuffer) { socket?.send(.binary, binary) }

  func webSocketWritabilityChanged(_ isWritable: Bool) {
    if isWritable { socket?.resumeReading() } else { socket?.pauseReading() }
  }

  func webSocketShouldQuiesce() { socket?.close(.goingAway) }

  func webSocketClosed(_ report: CloseReport) {
    socket = nil
    ended(lastText)
  }
}
