internal import NIOCore
internal import Synchronization
internal import WebSocket

/// A client's socket on another event loop than its call: everything hops, in order. On the call's loop, like all sockets of a
/// call.
final class FarSocket: CallSocket, Sendable {
  private let socket: NIOLoopBound<WebSocketHandler>
  private let eventLoop: any EventLoop
  private let listener: FarListener.Loop
  private let queue = Queue()

  /// What waits on either side of the hop.
  private final class Queue: Sendable {
    /// Bytes on their way to the other loop.
    let hopping = Atomic<Int>(0)
    /// As the socket said after the last message.
    let written = Atomic<Int>(0)
    let isWritable = Atomic<Bool>(true)
  }

  /// Bytes on their way that are few.
  private static let few = 64 << 10

  /// On the socket's loop.
  init(_ socket: WebSocketHandler, listener: FarListener) {
    self.socket = NIOLoopBound(socket, eventLoop: socket.eventLoop)
    eventLoop = socket.eventLoop
    self.listener = listener.loop
  }

  var isWritable: Bool {
    queue.hopping.load(ordering: .relaxed) < Self.few && queue.isWritable.load(ordering: .relaxed)
  }

  var bytesQueued: Int { queue.hopping.load(ordering: .relaxed) + queue.written.load(ordering: .relaxed) }

  func send(text: [UInt8]) { hop(text.count) { $0.send(text: text) } }

  func send(head: [UInt8], _ range: Range<Int>, of message: ByteBuffer, tail: [UInt8]) {
    hop(head.count + range.count + tail.count) { $0.send(head: head, range, of: message, tail: tail) }
  }

  func pauseReading() { hop(0) { $0.pauseReading() } }
  func resumeReading() { hop(0) { $0.resumeReading() } }
  func close(_ code: CloseCode, reason: String) { hop(0) { $0.close(code, reason: reason) } }
  func abort() { hop(0) { $0.abort() } }

  private func hop(_ bytes: Int, _ action: @escaping @Sendable (WebSocketHandler) -> Void) {
    queue.hopping.add(bytes, ordering: .relaxed)
    eventLoop.execute { [socket, queue, listener] in
      action(socket.value)
      queue.written.store(socket.value.bytesQueued, ordering: .relaxed)
      queue.isWritable.store(socket.value.isWritable, ordering: .relaxed)
      let (before, after) = queue.hopping.subtract(bytes, ordering: .relaxed)
      // The socket itself may never have been full.
      if before >= Self.few, after < Self.few, socket.value.isWritable {
        listener.tell { $0.webSocketWritabilityChanged(true) }
      }
    }
  }
}
