internal import Admission
internal import Dialects

/// What a request says about itself, read once and alike for the routes and for the upgrade. It holds the keys that the
/// client brought: never log one whole.
struct Arrival: Sendable {
  /// Path and contract markers; the path without the prefix of a reverse proxy.
  let facts: HandshakeFacts
  /// Who sent the request, as far as trusted proxies tell.
  let client: TrustedProxies.Client
  let keys: [String]
  let origin: String?
  /// The client wants to come back to a session.
  let reattach: ReattachWish?
  let userAgent: String?

  /// - Parameters:
  ///   - target: as in the request line, `/realtime?model=x`.
  ///   - headers: as received; names in any case.
  ///   - host: the `Host` header.
  ///   - peer: the socket's other end, an IP address.
  init(
    target: String, headers: [(name: String, value: String)], host: String?, peer: String, isTLS: Bool,
    settings: ListenerSettings
  ) {
    let headers = headers.map { (name: $0.name.lowercased(), value: $0.value) }
    func values(_ name: String) -> [String] {
      headers.filter { $0.name == name }.map(\.value)
    }
    facts = HandshakeFacts(target: RequestPath.normalized(target, prefix: settings.pathPrefix), headers: headers)
    client = settings.trustedProxies.client(
      of: TrustedProxies.Hop(
        peer: peer, isTLS: isTLS, host: host,
        forwardedFor: values("x-forwarded-for").flatMap { $0.split(separator: ",").map(String.init) },
        forwardedProto: values("x-forwarded-proto").first.map(Self.firstOfList),
        forwardedHost: values("x-forwarded-host").first.map(Self.firstOfList)))
    keys = PresentedKeys.keys(
      authorization: values("authorization"), apiKey: values("api-key"),
      subprotocols: values("sec-websocket-protocol"))
    origin = values("origin").first
    reattach = ReattachWish(facts, tokenHeader: values(ReattachWish.tokenHeader).first)
    userAgent = values("user-agent").first.map { String($0.prefix(200)) }
  }

  private static func firstOfList(_ value: String) -> String {
    String(value.prefix { $0 != "," })
  }
}
