import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL

@testable import WebSocket

/// A socket that a test opened with the connector, usable from the test's own task.
struct OpenSocket: Sendable {
  let delegate: RecordingDelegate
  private let handler: NIOLoopBound<WebSocketHandler>
  private let eventLoop: any EventLoop

  /// Dials `url`, with a trust that the test chose or none.
  static func open(
    _ url: String, tls: NIOSSLContext? = nil, proxies: ProxySettings = .none, headers: [(String, String)] = [],
    subprotocols: [String] = [], timeout: TimeAmount = .seconds(8), limits: MessageLimits = .fromUpstreams,
    delegate: RecordingDelegate = RecordingDelegate(), resolver: (any Resolver & Sendable)? = nil,
    writing: WebSocketConfiguration.Writing = .pastPipeline,
    attempt: @escaping @Sendable (ConnectAttempt) -> Void = { _ in }
  ) async throws -> OpenSocket {
    let connector = WebSocketConnector(
      tls: try tls ?? ClientTrust.context(), proxies: proxies, timeout: timeout,
      configuration: WebSocketConfiguration(limits: limits, writing: writing), resolver: resolver)
    var request = WebSocketConnector.Request(try WebSocketAddress(url), subprotocols: subprotocols)
    for (name, value) in headers { request.headers.add(name: name, value: value) }
    let eventLoop = MultiThreadedEventLoopGroup.singleton.next()
    let opened = eventLoop.makePromise(of: NIOLoopBound<WebSocketHandler>.self)
    eventLoop.execute { [request] in
      attempt(
        connector.connect(request, on: eventLoop, delegate: delegate) { result in
          opened.completeWith(
            result.map { NIOLoopBound($0, eventLoop: eventLoop) }.mapError { $0 as any Error })
        })
    }
    return OpenSocket(delegate: delegate, handler: try await opened.futureResult.get(), eventLoop: eventLoop)
  }

  /// The error that dialling `url` ends in; nil if it does not.
  static func failure(
    _ url: String, tls: NIOSSLContext? = nil, proxies: ProxySettings = .none, subprotocols: [String] = [],
    timeout: TimeAmount = .seconds(8), attempt: @escaping @Sendable (ConnectAttempt) -> Void = { _ in }
  ) async -> WebSocketConnectError? {
    do {
      let socket = try await open(
        url, tls: tls, proxies: proxies, subprotocols: subprotocols, timeout: timeout, attempt: attempt)
      try await socket.run { $0.abort() }
      return nil
    } catch {
      return error as? WebSocketConnectError
    }
  }

  @discardableResult
  func run<Result: Sendable>(_ body: @escaping @Sendable (WebSocketHandler) -> Result) async throws -> Result {
    try await eventLoop.submit { body(handler.value) }.get()
  }

  func send(_ text: String) async throws { try await run { $0.send(text: Array(text.utf8)) } }

  /// Waits for the next event other than a change of writability.
  func next() async -> RecordingDelegate.Event? {
    for await event in delegate.stream {
      if case .writable = event { continue }
      return event
    }
    return nil
  }
}
