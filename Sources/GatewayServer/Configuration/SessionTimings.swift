/// How long the gateway waits for what (`parley.timings`).
package struct SessionTimings: Equatable, Sendable {
  /// One attempt to reach the upstream: TCP, TLS, upgrade and `setupComplete`.
  package var handshakeTimeout: Duration
  /// Attempts before the session is given up.
  package var handshakeAttempts: Int
  /// A client is pinged this often.
  package var clientPingInterval: Duration
  /// A client that answers no ping for so long is gone.
  package var clientPongTimeout: Duration
  /// The upstream is pinged this often.
  package var upstreamPingInterval: Duration
  /// An upstream that answers no ping for so long is gone.
  package var upstreamPongTimeout: Duration
  /// An awaited answer without any upstream content for so long is taken up again, once.
  package var answerWatchdog: Duration
  /// Quiet after the last of a row of `session.update`s before the deferred setup goes.
  package var setupQuiet: Duration
  /// The deferred setup goes at the latest so long after `session.created`.
  package var setupLatest: Duration
  /// `beta` contract: quiet after a user item before it is answered without a `response.create`.
  package var itemQuiet: Duration
  /// Quiet of the transcript before it is taken as whole.
  package var transcriptQuiet: Duration
  /// Age of an upstream connection at which the session moves to a new one.
  package var connectionMaxAge: Duration
  /// How long a `response.create` waits for tool outputs that are still missing.
  package var toolOutputTimeout: Duration

  package init(
    handshakeTimeout: Duration = .seconds(8), handshakeAttempts: Int = 3,
    clientPingInterval: Duration = .seconds(20), clientPongTimeout: Duration = .seconds(30),
    upstreamPingInterval: Duration = .seconds(20), upstreamPongTimeout: Duration = .seconds(30),
    answerWatchdog: Duration = .seconds(20), setupQuiet: Duration = .milliseconds(50),
    setupLatest: Duration = .milliseconds(500), itemQuiet: Duration = .milliseconds(150),
    transcriptQuiet: Duration = .seconds(1), connectionMaxAge: Duration = .seconds(9 * 60),
    toolOutputTimeout: Duration = .seconds(30)
  ) {
    self.handshakeTimeout = handshakeTimeout
    self.handshakeAttempts = handshakeAttempts
    self.clientPingInterval = clientPingInterval
    self.clientPongTimeout = clientPongTimeout
    self.upstreamPingInterval = upstreamPingInterval
    self.upstreamPongTimeout = upstreamPongTimeout
    self.answerWatchdog = answerWatchdog
    self.setupQuiet = setupQuiet
    self.setupLatest = setupLatest
    self.itemQuiet = itemQuiet
    self.transcriptQuiet = transcriptQuiet
    self.connectionMaxAge = connectionMaxAge
    self.toolOutputTimeout = toolOutputTimeout
  }
}
