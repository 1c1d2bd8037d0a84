internal import Conversation
internal import Dialects
internal import GoogleAuth
internal import NIOCore
internal import NIOHTTP1
internal import WebSocket

/// Opens the upstream connection of one call: up to three attempts of 8 s, one new token after a 401, and no second try
/// where the answer would be the same.
final class UpstreamDialler {
  enum Outcome {
    case open(WebSocketHandler)
    case refused(status: Int, body: [UInt8])
    /// `detail` is for the log; the closure is what the client may know.
    case unreachable(UpstreamClosure, detail: String)
  }

  let route: UpstreamRoute
  private let secret: UpstreamSecret
  private let connector: WebSocketConnector
  private let maximumAttempts: Int
  private let retries: RetryPurse
  private let log: CallLog
  /// Attempts of the last dial.
  private(set) var attempts = 0

  init(
    route: UpstreamRoute, secret: UpstreamSecret, connector: WebSocketConnector, maximumAttempts: Int,
    retries: RetryPurse, log: CallLog
  ) {
    self.route = route
    self.secret = secret
    self.connector = connector
    self.maximumAttempts = maximumAttempts
    self.retries = retries
    self.log = log
  }

  /// Another one to the same place, for a connection beside this one.
  func again() -> UpstreamDialler {
    UpstreamDialler(
      route: route, secret: secret, connector: connector, maximumAttempts: maximumAttempts, retries: retries, log: log)
  }

  /// Dials on `eventLoop`, where `completion` is called once, unless the dial is cancelled before.
  func dial(
    on eventLoop: any EventLoop, delegate: any WebSocketDelegate, completion: @escaping (Outcome) -> Void
  ) -> Dialling {
    attempts = 0
    retries.attempted()
    let dialling = Dialling(eventLoop: eventLoop, delegate: delegate, completion: completion)
    attempt(dialling)
    return dialling
  }

  /// One dial in progress.
  final class Dialling {
    let eventLoop: any EventLoop
    let delegate: any WebSocketDelegate
    fileprivate var completion: ((Outcome) -> Void)?
    fileprivate var attempt: ConnectAttempt?
    /// The token in use, to be dropped after a 401; a second 401 is final.
    fileprivate var token: AccessToken?
    fileprivate var hasRefreshed = false

    fileprivate init(
      eventLoop: any EventLoop, delegate: any WebSocketDelegate, completion: @escaping (Outcome) -> Void
    ) {
      self.eventLoop = eventLoop
      self.delegate = delegate
      self.completion = completion
    }

    func cancel() {
      completion = nil
      attempt?.cancel()
    }

    fileprivate func finish(_ outcome: Outcome) {
      let completion = completion
      self.completion = nil
      completion?(outcome)
    }
  }

  // MARK: One attempt

  private func attempt(_ dialling: Dialling) {
    guard dialling.completion != nil else { return }
    attempts += 1
    switch secret {
    case .none: connect(dialling, secret: nil)
    case .apiKey(let key): connect(dialling, secret: key.exposed)
    case .google(let source): fetchToken(source, dialling)
    }
  }

  private func fetchToken(_ source: TokenSource, _ dialling: Dialling) {
    let bound = NIOLoopBound((self, dialling), eventLoop: dialling.eventLoop)
    dialling.eventLoop.makeFutureWithTask { () async -> Result<AccessToken, GoogleAuthError> in
      do throws(GoogleAuthError) { return .success(try await source.token()) } catch { return .failure(error) }
    }.whenSuccess { result in
      let (dialler, dialling) = bound.value
      switch result {
      case .success(let token):
        dialling.token = token
        dialler.connect(dialling, secret: token.value.exposed)
      case .failure(let error): dialling.finish(.unreachable(.withoutCredentials(error), detail: "\(error)"))
      }
    }
  }

  private func connect(_ dialling: Dialling, secret: String?) {
    guard dialling.completion != nil else { return }
    var headers = HTTPHeaders()
    for (name, value) in route.credential.headers(secret: secret) { headers.add(name: name, value: value) }
    let address = WebSocketAddress(
      isSecure: route.address.usesTLS, host: route.address.host, port: route.address.port, target: route.address.path)
    dialling.attempt = connector.connect(
      WebSocketConnector.Request(address, headers: headers), on: dialling.eventLoop, delegate: dialling.delegate
    ) { [self] result in
      dialling.attempt = nil
      switch result {
      case .success(let handler): dialling.finish(.open(handler))
      case .failure(let error): failed(error, dialling)
      }
    }
  }

  // MARK: After a failure

  private func failed(_ error: WebSocketConnectError, _ dialling: Dialling) {
    guard dialling.completion != nil else { return }
    switch error {
    case .answered(let answer) where answer.status.code == 401 && !dialling.hasRefreshed && dialling.token != nil:
      refresh(dialling)
    case .answered(let answer) where answer.status.code < 500 || attempts >= maximumAttempts:
      dialling.finish(.refused(status: Int(answer.status.code), body: answer.body))
    case .badAddress, .tls, .cancelled:
      dialling.finish(.unreachable(.unreachable(error, route: route), detail: "\(error)"))
    case .answered, .dns, .refused, .timeout, .proxy, .badHandshake, .closed:
      guard attempts < maximumAttempts else {
        return dialling.finish(.unreachable(.unreachable(error, route: route), detail: "\(error)"))
      }
      guard retries.takeRetry() else {
        let detail = "\(error); not tried again, too many calls of this gateway are being retried"
        return dialling.finish(.unreachable(.unreachable(error, route: route), detail: detail))
      }
      retry(dialling, after: error)
    }
  }

  private func refresh(_ dialling: Dialling) {
    dialling.hasRefreshed = true
    guard case .google(let source) = secret, let token = dialling.token else { return }
    let bound = NIOLoopBound((self, dialling), eventLoop: dialling.eventLoop)
    dialling.eventLoop.makeFutureWithTask { await source.rejected(token) }
      .whenSuccess { bound.value.0.attempt(bound.value.1) }
  }

  private func retry(_ dialling: Dialling, after error: WebSocketConnectError) {
    log.dialFailed(attempt: attempts, "\(error)")
    let bound = NIOLoopBound((self, dialling), eventLoop: dialling.eventLoop)
    dialling.eventLoop.scheduleTask(in: .milliseconds(250 * Int64(attempts))) {
      bound.value.0.attempt(bound.value.1)
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
