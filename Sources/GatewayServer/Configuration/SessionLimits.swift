/// What one session may use (`parley.limits`). Memory per session is bounded by these.
package struct SessionLimits: Equatable, Sendable {
  /// Bytes of one message from a client; a larger one ends the session.
  package var clientMessageBytes: Int
  /// Bytes of one message from the upstream.
  package var upstreamMessageBytes: Int
  /// Bytes waiting for a slow client before reading from the upstream pauses.
  package var clientQueueBytes: Int
  /// How long a client may take nothing at all from a full queue before it is cut off.
  package var clientStallTimeout: Duration
  /// The longest session; then `session_expired`.
  package var sessionMaxDuration: Duration
  /// No client event and no answer for so long: `session_idle`.
  package var sessionIdleTimeout: Duration
  /// Conversation items kept on record; beyond it the oldest leave.
  package var maxItems: Int
  /// Responses that may run outside the conversation at a time; each has a connection of its own.
  package var maxOutOfBandResponses: Int
  /// Bytes of the events sent last that are kept for a client which may come back.
  package var reattachBufferBytes: Int

  package init(
    clientMessageBytes: Int = 15 << 20, upstreamMessageBytes: Int = 16 << 20, clientQueueBytes: Int = 4 << 20,
    clientStallTimeout: Duration = .seconds(30), sessionMaxDuration: Duration = .seconds(60 * 60),
    sessionIdleTimeout: Duration = .seconds(10 * 60), maxItems: Int = 1000,
    maxOutOfBandResponses: Int = 4, reattachBufferBytes: Int = 1 << 20
  ) {
    self.clientMessageBytes = clientMessageBytes
    self.upstreamMessageBytes = upstreamMessageBytes
    self.clientQueueBytes = clientQueueBytes
    self.clientStallTimeout = clientStallTimeout
    self.sessionMaxDuration = sessionMaxDuration
    self.sessionIdleTimeout = sessionIdleTimeout
    self.maxItems = maxItems
    self.maxOutOfBandResponses = maxOutOfBandResponses
    self.reattachBufferBytes = reattachBufferBytes
  }
}
