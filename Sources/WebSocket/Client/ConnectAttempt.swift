internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix
internal import NIOSSL

/// One dial of a `WebSocketConnector`: the handle to cancel it, and the course of its steps.
///
/// `connect` ─► `proxy` (if one is set) ─► `tls` (if `wss`) ─► `upgrade`. The first failure, the deadline or `cancel`
/// ends it; whatever comes later finds no completion to call.
package final class ConnectAttempt {
  private let connector: WebSocketConnector
  private let request: WebSocketConnector.Request
  private let proxy: HTTPProxy?
  private let eventLoop: any EventLoop
  private var delegate: (any WebSocketDelegate)?
  /// Nil once called.
  private var completion: ((Result<WebSocketHandler, WebSocketConnectError>) -> Void)?
  private var phase = WebSocketConnectError.Phase.connect
  /// All that were opened on the way: dialling several addresses at once may open several.
  private var channels: [any Channel] = []
  private var deadline: Scheduled<Void>?
  private var handshake: ClientHandshakeHandler?

  init(
    _ connector: WebSocketConnector, _ request: WebSocketConnector.Request, eventLoop: any EventLoop,
    delegate: any WebSocketDelegate, completion: @escaping (Result<WebSocketHandler, WebSocketConnectError>) -> Void
  ) {
    self.connector = connector
    self.request = request
    self.eventLoop = eventLoop
    self.delegate = delegate
    self.completion = completion
    proxy = connector.proxies.proxy(for: request.address)
  }

  /// Gives up; `completion` is called with `.cancelled` unless it has been called already. An open socket stays open.
  package func cancel() {
    eventLoop.preconditionInEventLoop()
    finish(.failure(.cancelled))
  }

  func start() {
    eventLoop.preconditionInEventLoop()
    deadline = eventLoop.assumeIsolated().scheduleTask(in: connector.timeout) { [self] in
      finish(.failure(handshake?.answerSoFar.map { .answered($0) } ?? .timeout(phase)))
    }
    if let name = request.unsendableHeader {
      let error = WebSocketConnectError.badAddress(
        "the value of the header \(name) has a line break or control character")
      eventLoop.assumeIsolated().execute { [self] in finish(.failure(error)) }
      return
    }
    let attempt = NIOLoopBound(self, eventLoop: eventLoop)
    let bootstrap = ClientBootstrap(group: eventLoop)
      .connectTimeout(connector.timeout)
      .resolver(connector.resolver)
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture { try attempt.value.opened(channel) }
      }
    // Where the address is known there is no race of several to be held.
    let channel =
      (try? SocketAddress(ipAddress: place.host, port: place.port)).map { bootstrap.connect(to: $0) }
      ?? bootstrap.connect(host: place.host, port: place.port)
    channel.hop(to: eventLoop).assumeIsolated().whenComplete { [self] in connected($0) }
  }

  /// Where TCP leads.
  private var place: (host: String, port: Int) {
    (proxy?.host ?? request.address.host, proxy?.port ?? request.address.port)
  }

  private func opened(_ channel: any Channel) throws {
    channels.append(channel)
    if completion == nil { channel.close(promise: nil) }
    try ReadAllocator.prepare(channel)
  }

  private func connected(_ result: Result<any Channel, any Error>) {
    switch result {
    case .failure(let error): finish(.failure(dialError(error)))
    case .success(let channel):
      guard completion != nil else { return channel.close(promise: nil) }
      channels = [channel]
      proceed {
        if let proxy { try openTunnel(channel, through: proxy) } else { try tunnelOpened(channel) }
      }
    }
  }

  private func openTunnel(_ channel: any Channel, through proxy: HTTPProxy) throws {
    phase = .proxy
    let encoder = HTTPRequestEncoder()
    let decoder = HTTPDecoding.responses()
    let pipeline = channel.pipeline.syncOperations
    let tunnel = ProxyTunnelHandler(proxy, to: request.address) { [self] result in
      switch result {
      case .failure(let error): finish(.failure(error))
      case .success: leaveProxy(channel, [encoder, decoder])
      }
    }
    try pipeline.addHandlers([encoder, decoder, tunnel])
  }

  /// A handler of the proxy's HTTP that is still there when TLS is added would take the ClientHello for its own.
  private func leaveProxy(_ channel: any Channel, _ handlers: [any RemovableChannelHandler]) {
    let removals = handlers.map { channel.pipeline.syncOperations.removeHandler($0) }
    EventLoopFuture.andAllSucceed(removals, on: eventLoop).assumeIsolated().whenComplete { [self] result in
      proceed {
        try result.get()
        try tunnelOpened(channel)
      }
    }
  }

  private func tunnelOpened(_ channel: any Channel) throws {
    guard completion != nil else { return }
    let pipeline = channel.pipeline.syncOperations
    phase = .upgrade
    if request.address.isSecure {
      phase = .tls
      let host = request.address.host
      try pipeline.addHandler(
        NIOSSLClientHandler(context: connector.tls, serverHostname: Authority.isIPAddress(host) ? nil : host))
    }
    let end = HeldEndHandler()
    let encoder = HTTPRequestEncoder()
    let decoder = HTTPDecoding.responses(.handshake)
    let handshake = ClientHandshakeHandler(request) { [self] event in
      switch event {
      case .secured: phase = .upgrade
      case .accepted: leaveHTTP(channel, [encoder, decoder], end)
      case .failed(let error): finish(.failure(error))
      case .ended(let error): finish(.failure(endedError(error)))
      }
    }
    self.handshake = handshake
    try pipeline.addHandlers([end, encoder, decoder, handshake])
  }

  /// The response decoder watches what is written, so the socket must not write before it has left; what it hands on
  /// while leaving waits in the handshake handler.
  private func leaveHTTP(
    _ channel: any Channel, _ handlers: [any RemovableChannelHandler], _ end: HeldEndHandler
  ) {
    end.hold()
    let pipeline = channel.pipeline.syncOperations
    let removals = handlers.map { pipeline.removeHandler($0) }
    EventLoopFuture.andAllSucceed(removals, on: eventLoop).assumeIsolated().whenComplete { [self] result in
      guard let handshake, let delegate, completion != nil else { return }
      let socket = WebSocketHandler(
        role: .client, configuration: connector.configuration, eventLoop: eventLoop, delegate: delegate)
      proceed {
        try result.get()
        try pipeline.addHandler(socket, position: .after(handshake))
        finish(.success(socket))
        handshake.handOver()
        end.release()
      }
    }
  }

  private func proceed(_ step: () throws -> Void) {
    do {
      try step()
    } catch {
      finish(.failure(endedError(error)))
    }
  }

  private func finish(_ result: Result<WebSocketHandler, WebSocketConnectError>) {
    guard let completion else { return }
    self.completion = nil
    delegate = nil
    handshake = nil
    deadline?.cancel()
    let opened = channels
    channels = []
    if case .failure(let error) = result {
      for channel in opened { channel.close(promise: nil) }
      if error.doubtsAddress { connector.forget(place.host) }
    }
    completion(result)
  }

  private func dialError(_ error: any Error) -> WebSocketConnectError {
    let (host, port) = place
    guard let error = error as? NIOConnectionError else {
      if case ChannelError.connectTimeout = error { return .timeout(.connect) }
      return .refused(host: host, port: port, SystemWords.of(error))
    }
    guard let failure = error.connectionErrors.first else {
      return .dns(host: host, String(describing: error.dnsAError ?? error.dnsAAAAError ?? error))
    }
    if case ChannelError.connectTimeout = failure.error { return .timeout(.connect) }
    return .refused(host: host, port: port, SystemWords.of(failure.error))
  }

  private func endedError(_ error: (any Error)?) -> WebSocketConnectError {
    switch phase {
    case .tls: .tls(error.map(TLSFailure.describe) ?? "the server ended the connection")
    case .connect, .proxy, .upgrade: .closed(phase, error.map { String(describing: $0) } ?? "")
    }
  }
}

@available(*, unavailable)
extension ConnectAttempt: Sendable {}
