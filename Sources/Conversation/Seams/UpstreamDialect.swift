/// A wire protocol that models speak. Created per call and owned by its `Bridge`; values only.
package protocol UpstreamDialect: Sendable {
  var capabilities: Capabilities { get }

  /// What the upstream will really do of `wanted`, and the setup message that makes it so. Equal
  /// bytes mean: nothing to do. Throws the fault that names the field which cannot be honoured.
  func negotiate(_ wanted: SessionConfiguration) throws(Fault) -> Negotiation

  /// Reads one message. The plain audio message must cost no allocation.
  mutating func decode(_ message: RawSpan) -> UpstreamMessage

  /// The messages for a command, in order; empty where the wire needs none.
  mutating func encode(_ command: UpstreamCommand) -> [[UInt8]]

  /// User audio around base64 of the received message (`payload`: byte offsets in it), PCM16 at `rate` Hz.
  mutating func audio(_ payload: Range<Int>, rate: Int) -> Splice

  /// What a close of the upstream means for the call. The text is safe to show: no token, project number or internals.
  func explain(close code: Int?, reason: String) -> UpstreamClosure

  /// What a refused WebSocket handshake means: the HTTP status and the beginning of the body. As safe to show.
  func explain(handshake status: Int, body: [UInt8]) -> UpstreamClosure
}

/// One upstream message, read.
package enum UpstreamMessage: Equatable, Sendable {
  /// Nothing but one audio part: the shape that comes fifty times a second.
  case audio(payload: Range<Int>, escaped: Bool, rate: Int)
  case events([UpstreamEvent])
  /// Not JSON or not an object; the text is for the log.
  case unreadable(String)
}

/// The outcome of a negotiation.
package struct Negotiation: Equatable, Sendable {
  /// Shown in `session.created` and `session.updated`.
  package var effective: SessionConfiguration
  /// The complete setup message.
  package var setup: [UInt8]
  /// What only a new connection can change. Equal bytes: a `contextUpdate` takes a running connection to `setup`.
  package var base: [UInt8]
  /// What the upstream will produce under this setup.
  package var produces: Produces
  /// Hz of PCM16 that goes up.
  package var upstreamRate: Int
  /// Wishes accepted but only approximated, for one log line each (semantics 7).
  package var approximations: [String]

  package enum Produces: Equatable, Sendable {
    case text
    case audio
  }

  package init(
    effective: SessionConfiguration, setup: [UInt8], base: [UInt8], produces: Produces, upstreamRate: Int,
    approximations: [String] = []
  ) {
    self.effective = effective
    self.setup = setup
    self.base = base
    self.produces = produces
    self.upstreamRate = upstreamRate
    self.approximations = approximations
  }
}
