import NIOCore
import NIOHTTP1
import NIOPosix
import WebSocket

/// A WebSocket client: what it hears, in order.
struct TestClient: Sendable {
  enum Event: Equatable, Sendable {
    case text(String)
    case closed(CloseReport)
  }

  let events: AsyncStream<Event>
  private let socket: NIOLoopBound<WebSocketHandler>

  static func connect(
    _ gateway: TestGateway, target: String = "/realtime?model=voice"
  ) async throws -> TestClient {
    let loop = MultiThreadedEventLoopGroup.singleton.next()
    let (events, continuation) = AsyncStream<Event>.makeStream()
    let connector = WebSocketConnector(tls: try ClientTrust.context())
    let address = WebSocketAddress(isSecure: false, host: gateway.host, port: gateway.port, target: target)
    let opened = loop.makePromise(of: NIOLoopBound<WebSocketHandler>.self)
    loop.execute {
      _ = connector.connect(
        .init(address, headers: ["api-key": TestGateway.key]), on: loop, delegate: Listener(continuation)
      ) { opened.completeWith($0.map { NIOLoopBound($0, eventLoop: loop) }.mapError { $0 as any Error }) }
    }
    return TestClient(events: events, socket: try await opened.futureResult.get())
  }

  func send(_ text: String) { onLoop { $0.send(text: Array(text.utf8)) } }

  func close() { onLoop { $0.close(.normal) } }

  private func onLoop(_ work: @escaping @Sendable (WebSocketHandler) -> Void) {
    let socket = socket
    socket.eventLoop.execute { work(socket.value) }
  }

  private final class Listener: WebSocketDelegate {
    private let continuation: AsyncStream<Event>.Continuation

    init(_ continuation: AsyncStream<Event>.Continuation) {
      self.continuation = continuation
    }

    func webSocketReceived(text: ByteBuffer) { continuation.yield(.text(String(buffer: text))) }
    func webSocketReceived(binary: ByteBuffer) {}
    func webSocketWritabilityChanged(_ isWritable: Bool) {}
    func webSocketShouldQuiesce() {}

    func webSocketClosed(_ report: CloseReport) {
      continuation.yield(.closed(report))
      continuation.finish()
    }
  }
}
