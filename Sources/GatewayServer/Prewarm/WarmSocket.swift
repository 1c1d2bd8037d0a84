internal import NIOCore
internal import WebSocket

/// Listens to a connection that no call has taken yet, on which nobody should say anything.
final class WarmSocket: WebSocketDelegate {
  private let number: Int
  private weak var line: WarmLine?

  init(_ number: Int, of line: WarmLine) {
    self.number = number
    self.line = line
  }

  func webSocketReceived(text: ByteBuffer) { line?.spoke(number) }
  func webSocketReceived(binary: ByteBuffer) { line?.spoke(number) }
  func webSocketWritabilityChanged(_ isWritable: Bool) {}
  func webSocketShouldQuiesce() {}
  func webSocketClosed(_ report: CloseReport) { line?.ended(number, "\(report)") }
}
