/// A page's origin, `scheme://host[:port]`, in lower case, with the scheme's own port where none is written.
struct WebOrigin: Equatable, Sendable {
  let scheme: String
  /// An IPv6 address keeps its brackets.
  let host: String
  /// 0 for schemes without a port of their own (`chrome-extension`, `file`).
  let port: Int

  /// Nil: `null`, a path behind the host, or no origin at all.
  init?(_ text: some StringProtocol) {
    let text = text.lowercased()
    guard text.utf8.count <= 512, let separator = text.firstRange(of: "://") else { return nil }
    scheme = String(text[..<separator.lowerBound])
    let plain = scheme.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D }
    guard !scheme.isEmpty, plain else { return nil }
    var authority = text[separator.upperBound...]
    if authority.hasSuffix("/") { authority.removeLast() }
    guard let (host, port) = Self.split(authority) else { return nil }
    self.host = host
    self.port = port ?? Self.ownPort(scheme)
  }

  /// True if a `Host` header names this very place; a port that it leaves out is the scheme's own.
  func isAt(_ hostHeader: String) -> Bool {
    guard let (host, port) = Self.split(Substring(hostHeader.lowercased())) else { return false }
    return host == self.host && (port ?? Self.ownPort(scheme)) == self.port
  }

  private static func ownPort(_ scheme: String) -> Int {
    switch scheme {
    case "http", "ws": 80
    case "https", "wss": 443
    default: 0
    }
  }

  /// `host`, `host:port`, `[v6]:port`; nil with anything else in it.
  private static func split(_ authority: Substring) -> (host: String, port: Int?)? {
    guard !authority.contains(where: { "/?#@*, ".contains($0) }) else { return nil }
    let end = authority.lastIndex(of: "]").map { authority.index(after: $0) } ?? authority.startIndex
    guard let colon = authority[end...].lastIndex(of: ":") else {
      return authority.isEmpty ? nil : (String(authority), nil)
    }
    let host = authority[..<colon]
    guard !host.isEmpty, let port = UInt16(authority[authority.index(after: colon)...]) else { return nil }
    return (String(host), Int(port))
  }
}
