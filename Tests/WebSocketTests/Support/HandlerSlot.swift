import NIOCore
import Synchronization

@testable import WebSocket

/// Lets a delegate that was made before its handler reach it, on the event loop.
final class HandlerSlot: Sendable {
  private let slot = Mutex<NIOLoopBound<WebSocketHandler>?>(nil)

  var handler: WebSocketHandler? {
    get { slot.withLock { $0 }?.value }
    set {
      let bound = newValue.map { NIOLoopBound($0, eventLoop: $0.eventLoop) }
      slot.withLock { $0 = bound }
    }
  }
}
