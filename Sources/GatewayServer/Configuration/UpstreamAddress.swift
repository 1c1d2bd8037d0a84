/// `api_base`, taken apart: where an upstream is dialled instead of Google's host.
package struct UpstreamAddress: Equatable, Hashable, Sendable {
  /// From `wss` and `https`.
  package var usesTLS: Bool
  /// Name or address, an IPv6 address without its brackets.
  package var host: String
  package var port: Int
  /// What stands before the API's own path: empty, or a path that begins with a slash and does not end in one.
  package var path: String

  package init(usesTLS: Bool, host: String, port: Int? = nil, path: String = "") {
    self.usesTLS = usesTLS
    self.host = host
    self.port = port ?? (usesTLS ? 443 : 80)
    self.path = path
  }

  /// Nil: not `ws://`, `wss://`, `http://` or `https://` with a host, or with user names, a query or a fragment in it.
  package init?(_ text: String) {
    guard let scheme = text.firstRange(of: "://"), let usesTLS = Self.schemes[text[..<scheme.lowerBound].lowercased()]
    else { return nil }
    let rest = text[scheme.upperBound...]
    let authority = rest.prefix { $0 != "/" }
    guard !rest.contains(where: { "?#@ ".contains($0) }), let (host, port) = Self.split(authority) else { return nil }
    var path = rest[authority.endIndex...]
    while path.hasSuffix("/") { path.removeLast() }
    self.init(usesTLS: usesTLS, host: host, port: port, path: String(path))
  }

  private static let schemes = ["ws": false, "http": false, "wss": true, "https": true]

  /// `host`, `host:port`, `[v6]`, `[v6]:port`.
  private static func split(_ authority: Substring) -> (host: String, port: Int?)? {
    var host = authority
    var port: Substring?
    if authority.hasPrefix("[") {
      guard let close = authority.firstIndex(of: "]") else { return nil }
      host = authority[authority.index(after: authority.startIndex)..<close]
      let tail = authority[authority.index(after: close)...]
      guard tail.isEmpty || tail.hasPrefix(":") else { return nil }
      port = tail.isEmpty ? nil : tail.dropFirst()
    } else if let colon = authority.lastIndex(of: ":") {
      host = authority[..<colon]
      port = authority[authority.index(after: colon)...]
      guard !host.contains(":") else { return nil }
    }
    guard !host.isEmpty else { return nil }
    guard let port else { return (String(host), nil) }
    guard let number = Int(port), (1...65535).contains(number) else { return nil }
    return (String(host), number)
  }
}
