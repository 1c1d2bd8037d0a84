/// Where to dial: the parts of a `ws:` or `wss:` URL (RFC 6455, 3). `http:` and `https:` mean the same here.
package struct WebSocketAddress: Hashable, Sendable {
  package var isSecure: Bool
  /// A name or an IP address; IPv6 without brackets.
  package var host: String
  package var port: Int
  /// Path and query, as they go into the request line; starts with a slash.
  package var target: String

  package init(isSecure: Bool, host: String, port: Int, target: String) {
    self.isSecure = isSecure
    self.host = host
    self.port = port
    self.target = target
  }

  /// Reads a URL.
  ///
  /// - Throws: `WebSocketConnectError.badAddress`, without the URL in it: its query may hold a key.
  package init(_ url: String) throws(WebSocketConnectError) {
    guard let separator = url.firstRange(of: "://") else {
      throw .badAddress("it must start with ws:// or wss://")
    }
    switch url[..<separator.lowerBound].lowercased() {
    case "ws", "http": isSecure = false
    case "wss", "https": isSecure = true
    default: throw .badAddress("it must start with ws:// or wss://")
    }
    let rest = url[separator.upperBound...]
    let end = rest.firstIndex { $0 == "/" || $0 == "?" || $0 == "#" } ?? rest.endIndex
    guard !rest.contains("#") else { throw .badAddress("a WebSocket URL has no fragment (#…)") }
    guard !rest[..<end].contains("@") else { throw .badAddress("user and password do not belong in it") }
    guard let authority = Authority(rest[..<end], defaultPort: isSecure ? 443 : 80) else {
      throw .badAddress("it has no host, or a wrong port")
    }
    host = authority.host
    port = authority.port
    target = rest[end...].hasPrefix("/") ? String(rest[end...]) : "/" + rest[end...]
    guard target.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
      throw .badAddress("its path has characters that must be percent-encoded")
    }
  }

  /// Host and port for the `Host` header; the port only if it is not the default.
  var hostHeader: String {
    let host = Authority.bracketed(host)
    return port == (isSecure ? 443 : 80) ? host : "\(host):\(port)"
  }
}
