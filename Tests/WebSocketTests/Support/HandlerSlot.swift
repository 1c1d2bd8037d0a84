import NIOCore
import Synchronization

@testable import WebSocket

/// Lets a delegate that was made before its handler reach it, on the event loop.
final class HandlerSlot: Sendable {
  fileprivate let slot = Mutex<NIOLoopBound<WebSocketHandler>?>(nil)

  var handler: WebSocketHandler? {
    get { slot.withLock { $0 }?.value }
    set {
      let bound = newValue.map { NIOLoopBound($0, eventLoop: $0.eventLoop) }
      slot.withLock { $0 = bound }
    }
  }
}

extension HandlerSlot {
  /// Calls `body` with the handler, from any task.
  func onEventLoop(_ body: @escaping @Sendable (WebSocketHandler) -> Void) async throws {
    guard let bound = slot.withLock({ $0 }) else { return }
    try await bound.eventLoop.submit { body(bound.value) }.get()
  }
}
