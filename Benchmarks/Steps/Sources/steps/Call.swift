import Conversation
import Dialects

/// A running call without sockets: a GA client, a model that listens, an answer that is being spoken.
final class Call {
  private var bridge: Bridge
  /// Monotonic ms; each frame is 20 of them.
  private var now = 0

  init() throws {
    let upstream = try DialectCatalog.route(
      to: "vertex_ai/gemini-3.8-live", UpstreamOptions(project: "a-project", location: "us-central1")
    ).dialect
    let claim = ContractClaim(.ga, .settled)
    var identifiers = Identifiers(prefix: "0123456789ABC", width: 8)
    let identity = SessionIdentity(
      sessionID: identifiers.next("sess"), conversationID: identifiers.next("conv"), model: "a-model")
    let session = try Session(
      identity: identity, claim: claim, capabilities: upstream.capabilities, identifiers: identifiers,
      at: Moment(ms: 0, unix: 0), negotiate: { (wish) throws(Fault) in try upstream.negotiate(wish) })
    let client = OpenAIRealtime(claim: claim, eventPrefix: identifiers.prefix, numberWidth: identifiers.width)
    bridge = Bridge(session: session, client: client, upstream: upstream)
    _ = bridge.begin(at: moment)
    _ = bridge.upstreamOpened(at: moment)
    // The setup goes up with the first content.
    _ = bridge.receiveFromClient(Frame.append.span.bytes, at: moment)
    _ = bridge.receiveFromUpstream(Frame.bytes(#"{"setupComplete":{}}"#).span.bytes, at: moment)
    _ = bridge.receiveFromUpstream(Frame.modelAudio.span.bytes, at: moment)
  }

  /// Bytes that went up for one append; 0 if it did not go up.
  func up() -> Int {
    now += 20
    return Self.bytes(of: bridge.receiveFromClient(Frame.append.span.bytes, at: moment), to: .upstream)
  }

  /// Bytes that went to the client for one piece of the model's audio.
  func down() -> Int {
    now += 20
    return Self.bytes(of: bridge.receiveFromUpstream(Frame.modelAudio.span.bytes, at: moment), to: .client)
  }

  func deadline() -> Int { bridge.deadline }

  private var moment: Moment { Moment(ms: now, unix: now / 1_000) }

  private static func bytes(of reaction: Reaction, to side: Side) -> Int {
    guard case .relay(side, let splice) = reaction else { return 0 }
    return splice.byteCount
  }
}
