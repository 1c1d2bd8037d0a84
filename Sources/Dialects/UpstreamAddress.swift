/// Where an upstream is dialled: a provider's own host, or what `api_base` puts in its place.
package struct UpstreamAddress: Equatable, Hashable, Sendable {
  /// From `wss` and `https`.
  package var usesTLS: Bool
  /// Name or address, an IPv6 address without its brackets.
  package var host: String
  package var port: Int
  /// Of an `api_base`: what stands before the API's own path, empty, or a path that begins with a slash and does not
  /// end in one. Of an endpoint: the whole path of the request.
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
    guard rest.utf8.allSatisfy(Self.isPlain), let (host, port) = Self.split(authority) else { return nil }
    var path = rest[authority.endIndex...]
    while path.hasSuffix("/") { path.removeLast() }
    self.init(usesTLS: usesTLS, host: host, port: port, path: String(path))
  }

  /// `ws://127.0.0.1:8080/prefix`, for logs and errors. A default port is left out.
  package var url: String {
    let bracketed = host.contains(":") ? "[\(host)]" : host
    let isDefault = port == (usesTLS ? 443 : 80)
    return (usesTLS ? "wss://" : "ws://") + bracketed + (isDefault ? "" : ":\(port)") + path
  }

  /// Printable ASCII that neither ends a path nor names a user.
  private static func isPlain(_ byte: UInt8) -> Bool {
    (0x21...0x7E).contains(byte) && !"?#@\\".utf8.contains(byte)
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
