internal import Conversation
internal import Dialects
internal import GoogleAuth
internal import NIOCore
internal import NIOHTTP1
internal import WebSocket

/// Opens a socket to one deployment: takes one that waits, or makes one attempt, and after a 401 a second one with a new
/// token.
struct UpstreamDialler: WayDialler {
  let route: UpstreamRoute
  let secret: UpstreamSecret
  let connector: WebSocketConnector
  /// Connections that wait for calls, and the deployment's name among them; nil: it has none.
  var warm: (pools: WarmPools, deployment: String)?

  func attempt(
    on eventLoop: any EventLoop, delegate: any WebSocketDelegate, mayTake: Bool,
    completion: @escaping (Result<WebSocketHandler, DialFailure>) -> Void
  ) -> any DialAttempt {
    let attempt = Attempt(self, eventLoop: eventLoop, delegate: delegate, completion: completion)
    if mayTake, warm != nil { attempt.startWarm() } else { attempt.start() }
    return attempt
  }

  final class Attempt: DialAttempt {
    private let dialler: UpstreamDialler
    private let eventLoop: any EventLoop
    private let delegate: any WebSocketDelegate
    private var completion: ((Result<WebSocketHandler, DialFailure>) -> Void)?
    private var connecting: ConnectAttempt?
    /// The token in use, to be dropped after a 401; a second 401 is final.
    private var token: AccessToken?
    private var hasRefreshed = false
    /// What it opened had been waiting for it.
    private(set) var isPrewarmed = false

    fileprivate init(
      _ dialler: UpstreamDialler, eventLoop: any EventLoop, delegate: any WebSocketDelegate,
      completion: @escaping (Result<WebSocketHandler, DialFailure>) -> Void
    ) {
      self.dialler = dialler
      self.eventLoop = eventLoop
      self.delegate = delegate
      self.completion = completion
    }

    func cancel() {
      completion = nil
      connecting?.cancel()
    }

    /// In the next tick, because `completion` is not called before `attempt` returns.
    fileprivate func startWarm() {
      let bound = NIOLoopBound(self, eventLoop: eventLoop)
      eventLoop.execute { bound.value.takeOrStart() }
    }

    private func takeOrStart() {
      guard completion != nil, let warm = dialler.warm,
        let socket = warm.pools.take(warm.deployment, on: eventLoop, for: delegate)
      else { return start() }
      isPrewarmed = true
      finish(.success(socket))
    }

    fileprivate func start() {
      guard completion != nil else { return }
      switch dialler.secret {
      case .none: connect(secret: nil)
      case .apiKey(let key): connect(secret: key.exposed)
      case .google(let source): fetchToken(source)
      }
    }

    private func finish(_ result: Result<WebSocketHandler, DialFailure>) {
      let completion = completion
      self.completion = nil
      completion?(result)
    }

    private func fetchToken(_ source: TokenSource) {
      let bound = NIOLoopBound(self, eventLoop: eventLoop)
      eventLoop.makeFutureWithTask { () async -> Result<AccessToken, GoogleAuthError> in
        do throws(GoogleAuthError) { return .success(try await source.token()) } catch { return .failure(error) }
      }.whenSuccess { result in
        switch result {
        case .success(let token):
          bound.value.token = token
          bound.value.connect(secret: token.value.exposed)
        case .failure(let error):
          bound.value.finish(
            .failure(DialFailure(closure: .withoutCredentials(error), detail: "\(error)", mayPass: false)))
        }
      }
    }

    private func connect(secret: String?) {
      guard completion != nil else { return }
      let route = dialler.route
      var headers = HTTPHeaders()
      for (name, value) in route.credential.headers(secret: secret) { headers.add(name: name, value: value) }
      let address = WebSocketAddress(
        isSecure: route.address.usesTLS, host: route.address.host, port: route.address.port,
        target: route.address.path)
      connecting = dialler.connector.connect(
        WebSocketConnector.Request(address, headers: headers), on: eventLoop, delegate: delegate
      ) { [self] result in
        connecting = nil
        switch result {
        case .success(let handler): finish(.success(handler))
        case .failure(let error): failed(error)
        }
      }
    }

    private func failed(_ error: WebSocketConnectError) {
      guard completion != nil else { return }
      if case .answered(let answer) = error, answer.status.code == 401, !hasRefreshed, token != nil { return refresh() }
      finish(.failure(DialFailure(error, route: dialler.route)))
    }

    private func refresh() {
      hasRefreshed = true
      guard case .google(let source) = dialler.secret, let token else { return }
      let bound = NIOLoopBound(self, eventLoop: eventLoop)
      eventLoop.makeFutureWithTask { await source.rejected(token) }.whenSuccess { bound.value.start() }
    }
  }
}

extension DialFailure {
  fileprivate init(_ error: WebSocketConnectError, route: UpstreamRoute) {
    switch error {
    case .answered(let answer):
      let status = Int(answer.status.code)
      self.init(
        closure: route.dialect.explain(handshake: status, body: answer.body), detail: "\(error)",
        answer: Answer(status: status, body: answer.body), mayPass: status >= 500)
    case .badAddress, .tls, .cancelled:
      self.init(closure: .unreachable(error, route: route), detail: "\(error)", mayPass: false)
    case .dns, .refused, .timeout, .proxy, .badHandshake, .closed:
      self.init(closure: .unreachable(error, route: route), detail: "\(error)", mayPass: true)
    }
  }
}

extension UpstreamClosure {
  /// There is no token: what to do is in the gateway's log, because it names files and accounts.
  fileprivate static func withoutCredentials(_ error: GoogleAuthError) -> UpstreamClosure {
    UpstreamClosure(
      error.isTransient ? .transient : .fatal,
      Fault(
        .server, code: "server_error",
        "The gateway has no valid Google credentials for this model; its log says why. "
          + "Its operator can run 'parley check --connect'."))
  }

  fileprivate static func unreachable(_ error: WebSocketConnectError, route: UpstreamRoute) -> UpstreamClosure {
    UpstreamClosure(
      .transient,
      Fault(.server, code: "server_error", "The service of \(route.model) cannot be reached: \(error.forClients)."))
  }
}

extension WebSocketConnectError {
  /// What happened, without addresses: those are in the log.
  fileprivate var forClients: String {
    switch self {
    case .badAddress: "its address cannot be used"
    case .dns: "its name was not found"
    case .refused: "nobody took the connection"
    case .timeout: "it did not answer in time; try again"
    case .tls: "its certificate was not accepted, or TLS failed"
    case .proxy: "the gateway's proxy made no tunnel"
    case .answered(let answer): "it answered HTTP \(answer.status.code)"
    case .badHandshake: "it is not a WebSocket server"
    case .closed: "it closed the connection; try again"
    case .cancelled: "the attempt was given up"
    }
  }
}
