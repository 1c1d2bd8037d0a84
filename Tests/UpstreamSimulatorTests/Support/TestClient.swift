import ByteJSON
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import WebSocket

/// A WebSocket client for tests: what comes in is a stream, what goes out is sent on the event loop.
struct TestClient: Sendable {
  enum Event: Equatable, Sendable {
    case binary(String)
    case text(String)
    case closed(CloseReport)
  }

  static let vertexPath = "/ws/google.cloud.aiplatform.v1.LlmBidiService/BidiGenerateContent"
  static let studioPath = "/ws/google.ai.generativelanguage.v1beta.GenerativeService.BidiGenerateContent"

  let events: AsyncStream<Event>
  private let socket: NIOLoopBound<WebSocketHandler>
  private let eventLoop: any EventLoop

  /// Connects to this machine.
  static func connect(
    port: Int, path: String = vertexPath, headers: HTTPHeaders = ["Authorization": "Bearer token"],
    trust: NIOSSLContext? = nil
  ) async throws -> TestClient {
    let eventLoop = MultiThreadedEventLoopGroup.singleton.next()
    let (events, continuation) = AsyncStream.makeStream(of: Event.self)
    let address = WebSocketAddress(isSecure: trust != nil, host: "127.0.0.1", port: port, target: path)
    // Reading the system's authorities takes long, and a plain connection asks for none.
    var nobody = TLSConfiguration.makeClientConfiguration()
    nobody.trustRoots = .certificates([])
    let connector = WebSocketConnector(tls: try trust ?? NIOSSLContext(configuration: nobody))
    let socket: NIOLoopBound<WebSocketHandler> = try await withCheckedThrowingContinuation { result in
      eventLoop.execute {
        _ = connector.connect(.init(address, headers: headers), on: eventLoop, delegate: Ears(continuation)) {
          result.resume(with: $0.map { NIOLoopBound($0, eventLoop: eventLoop) }.mapError { $0 as any Error })
        }
      }
    }
    return TestClient(events: events, socket: socket, eventLoop: eventLoop)
  }

  func send(_ text: String) {
    eventLoop.execute { [socket] in socket.value.send(text: Array(text.utf8)) }
  }

  func send(binary text: String) {
    eventLoop.execute { [socket] in socket.value.send(.binary, Array(text.utf8)) }
  }

  func close() {
    eventLoop.execute { [socket] in socket.value.close(.normal) }
  }

  /// Everything up to the first message that has this in it, and that message.
  func messages(until part: String) async -> [String] {
    var messages: [String] = []
    for await event in events {
      switch event {
      case .binary(let text), .text(let text):
        messages.append(text)
        if text.contains(part) { return messages }
      case .closed(let report):
        messages.append("closed: \(report)")
        return messages
      }
    }
    return messages
  }

  /// How the connection ends; what comes before is passed over.
  func closeReport() async -> CloseReport? {
    for await event in events {
      if case .closed(let report) = event { return report }
    }
    return nil
  }

  private final class Ears: WebSocketDelegate {
    private let continuation: AsyncStream<Event>.Continuation

    init(_ continuation: AsyncStream<Event>.Continuation) {
      self.continuation = continuation
    }

    func webSocketReceived(text: ByteBuffer) { continuation.yield(.text(String(buffer: text))) }

    func webSocketReceived(binary: ByteBuffer) { continuation.yield(.binary(String(buffer: binary))) }

    func webSocketWritabilityChanged(_ isWritable: Bool) {}

    func webSocketShouldQuiesce() {}

    func webSocketClosed(_ report: CloseReport) {
      continuation.yield(.closed(report))
      continuation.finish()
    }
  }
}
