/// How long the gateway waits for what (`parley.timings`).
package struct SessionTimings: Equatable, Sendable {
  /// One attempt to reach the upstream: TCP, TLS, upgrade and `setupComplete`.
  package var handshakeTimeout: Duration
  /// Attempts before the session is given up.
  package var handshakeAttempts: Int
  /// An attempt that takes longer has another deployment tried beside it.
  package var handshakePatience: Duration
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
  /// Age of an upstream connection at which the session moves to a new one.
  package var connectionMaxAge: Duration
  /// A connection that was opened before a call wanted it waits so long at most.
  package var prewarmMaxAge: Duration
  /// A response outside the conversation fails after so long.
  package var outOfBandTimeout: Duration
  /// How long a session waits for a client that lost its connection; nil: it ends with the connection.
  package var reattachWindow: Duration?

  package init(
    handshakeTimeout: Duration = .seconds(8), handshakeAttempts: Int = 3,
    handshakePatience: Duration = .seconds(2),
    clientPingInterval: Duration = .seconds(20), clientPongTimeout: Duration = .seconds(30),
    upstreamPingInterval: Duration = .seconds(20), upstreamPongTimeout: Duration = .seconds(30),
    answerWatchdog: Duration = .seconds(20), setupQuiet: Duration = .milliseconds(50),
    setupLatest: Duration = .milliseconds(500), connectionMaxAge: Duration = .seconds(9 * 60),
    prewarmMaxAge: Duration = .seconds(30), outOfBandTimeout: Duration = .seconds(60), reattachWindow: Duration? = nil
  ) {
    self.handshakeTimeout = handshakeTimeout
    self.handshakeAttempts = handshakeAttempts
    self.handshakePatience = handshakePatience
    self.clientPingInterval = clientPingInterval
    self.clientPongTimeout = clientPongTimeout
    self.upstreamPingInterval = upstreamPingInterval
    self.upstreamPongTimeout = upstreamPongTimeout
    self.answerWatchdog = answerWatchdog
    self.setupQuiet = setupQuiet
    self.setupLatest = setupLatest
    self.connectionMaxAge = connectionMaxAge
    self.prewarmMaxAge = prewarmMaxAge
    self.outOfBandTimeout = outOfBandTimeout
    self.reattachWindow = reattachWindow
  }
}
