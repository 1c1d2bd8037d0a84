import Conversation
import Dialects
import Foundation

/// Runs a real `Bridge` with the real dialects and stands in for the shell: it fires deadlines at their moment
/// and notes everything that leaves.
struct CallDriver {
  /// One thing that left, in order.
  enum Emission {
    case message(to: Side, [UInt8])
    case effect(Effect)
  }

  static let unixStart = 1_790_000_000

  private(set) var bridge: Bridge
  /// Monotonic ms.
  private(set) var now = 0
  private(set) var emissions: [(atMs: Int, Emission)] = []

  init(_ bridge: Bridge) {
    self.bridge = bridge
    perform(self.bridge.begin(at: Moment(ms: 0, unix: Self.unixStart)))
  }

  var moment: Moment { Moment(ms: now, unix: Self.unixStart + now / 1_000) }

  mutating func takeEmissions() -> [(atMs: Int, Emission)] {
    defer { emissions = [] }
    return emissions
  }

  /// Fires every deadline up to `time`, each at its own moment.
  mutating func advance(to time: Int) {
    while bridge.deadline <= time {
      now = max(now, bridge.deadline)
      perform(bridge.timePassed(to: moment))
    }
    now = max(now, time)
  }

  mutating func receive(_ message: [UInt8], from side: Side) {
    perform(handOver(message, from: side), message: message)
  }

  /// Anything else that the shell can tell.
  mutating func tell(_ door: (inout Bridge, Moment) -> Reaction) {
    perform(door(&bridge, moment))
  }

  private mutating func handOver(_ message: [UInt8], from side: Side) -> Reaction {
    switch side {
    case .client: bridge.receiveFromClient(message.span.bytes, at: moment)
    case .upstream: bridge.receiveFromUpstream(message.span.bytes, at: moment)
    case .aside(let id): bridge.receive(message.span.bytes, fromAside: id, at: moment)
    }
  }

  private mutating func perform(_ reaction: Reaction, message: [UInt8] = []) {
    switch reaction {
    case .nothing: break
    case .relay(let side, let splice): send(bytes(of: splice, message), to: side)
    case .perform(let effects): for effect in effects { perform(effect, message: message) }
    }
  }

  private mutating func perform(_ effect: Effect, message: [UInt8]) {
    switch effect {
    case .send(let side, let text): send(text, to: side)
    case .relay(let side, let splice): send(bytes(of: splice, message), to: side)
    case .dialUpstream, .closeUpstream, .dialAside, .closeAside, .closeClient, .resetClient, .pauseReading,
      .resumeReading, .log:
      emissions.append((now, .effect(effect)))
    }
  }

  private func bytes(of splice: Splice, _ message: [UInt8]) -> [UInt8] {
    splice.head + message[splice.payload] + splice.tail
  }

  private mutating func send(_ text: [UInt8], to side: Side) { emissions.append((now, .message(to: side, text))) }

  // MARK: Making a call

  static func bridge(
    claim: ContractClaim, upstream: any UpstreamDialect,
    defaults: SessionDefaults = SessionDefaults(),
    settings: SessionSettings = SessionSettings(), reattachToken: String? = nil, contextTokens: Int? = nil
  ) throws -> Bridge {
    var capabilities = upstream.capabilities
    if let contextTokens { capabilities.contextTokens = contextTokens }
    let session = try Session(
      identity: SessionIdentity(sessionID: "sess_1", conversationID: "conv_1", model: "the-model"), claim: claim,
      defaults: defaults, settings: settings, capabilities: capabilities,
      identifiers: Identifiers(prefix: "", width: 1), reattachToken: reattachToken, at: Moment(ms: 0, unix: unixStart),
      negotiate: { (wish) throws(Fault) in try upstream.negotiate(wish) })
    return Bridge(
      session: session, client: OpenAIRealtime(claim: claim, eventPrefix: "", numberWidth: 4), upstream: upstream)
  }
}
