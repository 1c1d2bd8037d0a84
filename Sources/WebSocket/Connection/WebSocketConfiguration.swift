package import NIOCore

/// How a `WebSocketHandler` behaves once the handshake is done.
package struct WebSocketConfiguration: Sendable {
  /// Pings at an interval; a peer that lets the timeout pass after one without any byte is cut off.
  package struct KeepAlive: Equatable, Sendable {
    package var interval: TimeAmount
    package var timeout: TimeAmount

    package init(interval: TimeAmount, timeout: TimeAmount) {
      self.interval = interval
      self.timeout = timeout
    }
  }

  package var limits: MessageLimits
  /// nil: no pings of our own.
  package var keepAlive: KeepAlive?
  /// How long the peer may take to finish the close handshake.
  package var closeTimeout: TimeAmount
  /// Bytes of messages that may wait while reading is paused; with more, the socket is no longer read, so that a ping
  /// behind them is not answered before `resumeReading`.
  package var pausedBytes: Int
  package var writing: Writing

  /// Which way frames take to the socket.
  package enum Writing: Sendable {
    /// Through the channel's pipeline, whose other handlers may do something with the bytes.
    case throughPipeline
    /// Past it where the connection is plain TCP: see `DirectSocket`. Only where no other handler but TLS wants the bytes.
    case pastPipeline
  }

  package init(
    limits: MessageLimits, keepAlive: KeepAlive? = nil, closeTimeout: TimeAmount = .seconds(2),
    pausedBytes: Int = 256 << 10, writing: Writing = .throughPipeline
  ) {
    self.limits = limits
    self.keepAlive = keepAlive
    self.closeTimeout = closeTimeout
    self.pausedBytes = pausedBytes
    self.writing = writing
  }

  /// For the sockets of clients: pings every 20 s.
  package static let server = WebSocketConfiguration(
    limits: .fromClients, keepAlive: KeepAlive(interval: .seconds(20), timeout: .seconds(20)))

  /// For the sockets to upstreams: pings every 20 s, which may take 30 s to be answered.
  package static let client = WebSocketConfiguration(
    limits: .fromUpstreams, keepAlive: KeepAlive(interval: .seconds(20), timeout: .seconds(30)))
}
