internal import NIOCore
internal import WebSocket

/// Hears a client's socket on its own event loop, and hands what it says to the call on another.
final class FarListener: WebSocketDelegate {
  /// The call's side.
  struct Loop: Sendable {
    fileprivate let eventLoop: any EventLoop
    /// Empty until the call has taken the client.
    fileprivate let near: NIOLoopBoundBox<RelaySocket?>

    func tell(_ news: @escaping @Sendable (RelaySocket) -> Void) {
      eventLoop.execute { [near] in
        if let listener = near.value { news(listener) }
      }
    }
  }

  let loop: Loop

  /// - Parameter eventLoop: the call's.
  init(on eventLoop: any EventLoop) {
    loop = Loop(
      eventLoop: eventLoop, near: NIOLoopBoundBox.makeEmptyBox(valueType: RelaySocket.self, eventLoop: eventLoop))
  }

  /// The call takes the client, before it hears anything of it.
  func listen(_ enter: @escaping @Sendable () -> RelaySocket) {
    loop.eventLoop.execute { [loop] in loop.near.value = enter() }
  }

  func webSocketReceived(text: ByteBuffer) { loop.tell { $0.webSocketReceived(text: text) } }
  func webSocketReceived(binary: ByteBuffer) { loop.tell { $0.webSocketReceived(binary: binary) } }
  func webSocketReadEnded() { loop.tell { $0.webSocketReadEnded() } }
  func webSocketWritabilityChanged(_ isWritable: Bool) { loop.tell { $0.webSocketWritabilityChanged(isWritable) } }
  func webSocketShouldQuiesce() { loop.tell { $0.webSocketShouldQuiesce() } }
  func webSocketIsCutOff() { loop.tell { $0.webSocketIsCutOff() } }
  func webSocketFoundViolation(_ code: CloseCode, reason: String) {
    loop.tell { $0.webSocketFoundViolation(code, reason: reason) }
  }
  func webSocketClosed(_ report: CloseReport) { loop.tell { $0.webSocketClosed(report) } }
}
