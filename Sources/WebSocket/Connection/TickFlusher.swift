internal import NIOCore

/// The sockets of one event loop that have something to send: what one read has caused leaves when that read is over, all
/// else at the end of the tick, by one task for all of them.
final class TickFlusher {
  static let local = LoopLocal { TickFlusher($0) }

  private let eventLoop: any EventLoop
  private var waiting: [WebSocketHandler] = []
  private var isReading = false
  private var isScheduled = false
  /// Made once: scheduling the end of a tick then allocates nothing.
  private var endOfTick: (@Sendable () -> Void)?

  init(_ eventLoop: any EventLoop) { self.eventLoop = eventLoop }

  /// What comes now is part of a read; `readEnded` follows in the same tick.
  func readBegan() { isReading = true }

  func readEnded() {
    isReading = false
    flush()
  }

  func flushSoon(_ socket: WebSocketHandler) {
    waiting.append(socket)
    guard !isReading, !isScheduled else { return }
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
    guard !waiting.isEmpty else { return }
    // What a flush makes somebody send is flushed after this.
    var sockets: [WebSocketHandler] = []
    swap(&sockets, &waiting)
    for socket in sockets { socket.flush() }
    sockets.removeAll(keepingCapacity: true)
    if waiting.isEmpty { swap(&sockets, &waiting) }
  }
}
