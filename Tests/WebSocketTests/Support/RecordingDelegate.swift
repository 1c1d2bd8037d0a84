import NIOCore
import Synchronization

@testable import WebSocket

/// Records what a socket tells its owner; also readable while it happens, from a test's own task.
final class RecordingDelegate: WebSocketDelegate, Sendable {
  enum Event: Equatable, Sendable {
    case text(String)
    case binary([UInt8])
    case writable(Bool)
    case quiesce
    case closed(CloseReport)
  }

  let stream: AsyncStream<Event>
  private let continuation: AsyncStream<Event>.Continuation
  private let recorded = Mutex<[Event]>([])
  /// Called on the event loop after an event was recorded.
  private let react: @Sendable (Event) -> Void

  init(_ react: @escaping @Sendable (Event) -> Void = { _ in }) {
    (stream, continuation) = AsyncStream.makeStream()
    self.react = react
  }

  var events: [Event] { recorded.withLock { $0 } }

  func webSocketReceived(text: ByteBuffer) { record(.text(String(buffer: text))) }
  func webSocketReceived(binary: ByteBuffer) { record(.binary(Array(binary.readableBytesView))) }
  func webSocketWritabilityChanged(_ isWritable: Bool) { record(.writable(isWritable)) }
  func webSocketShouldQuiesce() { record(.quiesce) }
  func webSocketClosed(_ report: CloseReport) { record(.closed(report)) }

  private func record(_ event: Event) {
    recorded.withLock { $0.append(event) }
    continuation.yield(event)
    react(event)
  }
}
