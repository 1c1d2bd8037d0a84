internal import NIOCore

/// The sockets of one event loop that have something to send. They are flushed side by side at the end of the tick, by one
/// task: a peer that sleeps is then woken up once for all that concerns it, and not again after each message that we
/// handle.
final class TickFlusher {
  static let local = LoopLocal { TickFlusher($0) }

  /// With so many the first have waited long enough.
  private static let most = 16

  private let eventLoop: any EventLoop
  private var waiting: [WebSocketHandler] = []
  private var isScheduled = false
  /// Made once: scheduling the end of a tick then allocates nothing.
  private var endOfTick: (@Sendable () -> Void)?

  init(_ eventLoop: any EventLoop) { self.eventLoop = eventLoop }

  func flushSoon(_ socket: WebSocketHandler) {
    waiting.append(socket)
    if waiting.count >= Self.most { return flush() }
    guard !isScheduled else { return }
    isScheduled = true
    if endOfTick == nil {
      let flusher = NIOLoopBound(self, eventLoop: eventLoop)
      endOfTick = { flusher.value.tickEnded() }
    }
    if let endOfTick { eventLoop.execute(endOfTick) }
  }

  private func tickEnded() {
    isScheduled = false
    flush()
  }

  private func flush() {
    // What a flush makes somebody send is flushed after this.
    var sockets: [WebSocketHandler] = []
    swap(&sockets, &waiting)
    for socket in sockets { socket.flush() }
    sockets.removeAll(keepingCapacity: true)
    if waiting.isEmpty { swap(&sockets, &waiting) }
  }
}
