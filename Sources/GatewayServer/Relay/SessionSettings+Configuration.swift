internal import Conversation

extension SessionSettings {
  /// The settings that an owner can change; the rest are the defaults of the semantics.
  init(_ configuration: GatewayConfiguration) {
    self.init()
    setupTimeout = configuration.timings.handshakeTimeout.inMilliseconds
    setupAfterUpdate = configuration.timings.setupQuiet.inMilliseconds
    setupAfterCreated = configuration.timings.setupLatest.inMilliseconds
    handshakeAttempts = configuration.timings.handshakeAttempts
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
