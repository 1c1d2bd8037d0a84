package import Admission

/// Where and for whom the gateway listens: the `parley:` section's server part.
package struct ListenerSettings: Equatable, Sendable {
  /// An address or host name. `::` means every interface, IPv6 and IPv4; a machine without IPv6 needs `0.0.0.0`.
  package var host: String
  /// 0 to 65535; 0 lets the system choose one.
  package var port: Int
  package var tls: TLSSettings
  /// What a reverse proxy puts in front of every path, such as `/voice`: begins with a slash and does not end in one.
  /// Empty: none. Paths without it are served all the same.
  package var pathPrefix: String
  /// Browser origins that may connect, as `OriginPolicy` reads them. Empty: only pages of the gateway's own host.
  package var allowedOrigins: [String]
  /// Peers whose `X-Forwarded-*` headers are believed.
  package var trustedProxies: TrustedProxies
  /// Open sessions of this process; the next client gets 503 before the upgrade. 1 and more.
  package var maxSessions: Int
  /// Resident bytes of this process above which the next client gets 503. Nil: four fifths of what the machine or the
  /// container has.
  package var maxMemory: Int?
  /// How late the event loops may be, again and again, before the next client gets 503.
  package var maxEventLoopLag: Duration
  /// Percent of its time that the least busy event loop may work before the next client gets 503; 100: all of it.
  package var maxEventLoopLoad: Int
  /// From SIGTERM until the last session is closed.
  package var drainTimeout: Duration
  /// Event loops (threads). Nil: one for each core.
  package var eventLoops: Int?

  package init(
    host: String = "::", port: Int = 4000, tls: TLSSettings = TLSSettings(), pathPrefix: String = "",
    allowedOrigins: [String] = [], trustedProxies: TrustedProxies = TrustedProxies(), maxSessions: Int = 1000,
    maxMemory: Int? = nil, maxEventLoopLag: Duration = .milliseconds(20),
    maxEventLoopLoad: Int = 65,
    drainTimeout: Duration = .seconds(30), eventLoops: Int? = nil
  ) {
    self.host = host
    self.port = port
    self.tls = tls
    self.pathPrefix = pathPrefix
    self.allowedOrigins = allowedOrigins
    self.trustedProxies = trustedProxies
    self.maxSessions = maxSessions
    self.maxMemory = maxMemory
    self.maxEventLoopLag = maxEventLoopLag
    self.maxEventLoopLoad = maxEventLoopLoad
    self.drainTimeout = drainTimeout
    self.eventLoops = eventLoops
  }
}
