internal import Conversation

extension SessionSettings {
  /// The settings that an owner can change; the rest are the defaults of the semantics.
  /// - Parameter deployments: those that may serve the session.
  init(_ configuration: GatewayConfiguration, servedBy deployments: [ModelDeployment]) {
    self.init()
    setupTimeout = configuration.timings.handshakeTimeout.inMilliseconds
    setupAfterUpdate = configuration.timings.setupQuiet.inMilliseconds
    setupAfterCreated = configuration.timings.setupLatest.inMilliseconds
    handshakeAttempts = configuration.timings.handshakeAttempts
    // A connection that broke while it waited is no attempt of this call.
    if deployments.contains(where: { $0.prewarm > 0 }) { handshakeAttempts += 1 }
    watchdog = configuration.timings.answerWatchdog.inMilliseconds
    connectionMaxAge = configuration.timings.connectionMaxAge.inMilliseconds
    sessionMaximum = configuration.limits.sessionMaxDuration.inMilliseconds
    sessionIdle = configuration.limits.sessionIdleTimeout.inMilliseconds
    clientStall = configuration.limits.clientStallTimeout.inMilliseconds
    maximumAsides = configuration.limits.maxOutOfBandResponses
    asideTimeout = configuration.timings.outOfBandTimeout.inMilliseconds
    maximumItems = configuration.limits.maxItems
    reattachWindow = configuration.timings.reattachWindow?.inMilliseconds ?? 0
    keptEvents = configuration.limits.reattachBufferBytes
    missedEvents = configuration.limits.clientQueueBytes
  }
}
