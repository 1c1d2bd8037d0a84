internal import FoundationEssentials

/// An HTTP proxy that makes tunnels (CONNECT).
package struct HTTPProxy: Equatable, Sendable {
  package var host: String
  package var port: Int
  /// Value of `Proxy-Authorization`; a secret, never printed.
  package var authorization: String?

  /// - Parameters:
  ///   - user: For basic authentication, with `password`; nil for none.
  package init(host: String, port: Int, user: String? = nil, password: String = "") {
    self.host = host
    self.port = port
    authorization = user.map { "Basic " + Data("\($0):\(password)".utf8).base64EncodedString() }
  }

  /// Reads `http://user:password@host:port`; scheme, user and port (then 80) may be missing. User and password are
  /// percent-decoded. Nil for anything else, such as a SOCKS proxy or one that is itself reached by TLS.
  package init?(_ url: String) {
    var rest = url[...]
    if let separator = rest.firstRange(of: "://") {
      guard rest[..<separator.lowerBound].lowercased() == "http" else { return nil }
      rest = rest[separator.upperBound...]
    }
    var user: String?
    var password = ""
    if let at = rest.lastIndex(of: "@") {
      let parts = rest[..<at].split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      user = Self.percentDecoded(parts[0])
      guard user != nil else { return nil }
      if parts.count == 2 {
        guard let decoded = Self.percentDecoded(parts[1]) else { return nil }
        password = decoded
      }
      rest = rest[rest.index(after: at)...]
    }
    if rest.hasSuffix("/") { rest = rest.dropLast() }
    guard !rest.contains("/"), let authority = Authority(rest, defaultPort: 80) else { return nil }
    self.init(host: authority.host, port: authority.port, user: user, password: password)
  }

  private static func percentDecoded(_ text: Substring) -> String? {
    let parts = text.split(separator: "%", omittingEmptySubsequences: false)
    var bytes = Array(parts[0].utf8)
    for part in parts.dropFirst() {
      let digits = part.prefix(2)
      guard digits.count == 2, digits.allSatisfy(\.isHexDigit), let byte = UInt8(digits, radix: 16) else { return nil }
      bytes.append(byte)
      bytes += part.dropFirst(2).utf8
    }
    return String(validating: bytes, as: UTF8.self)
  }
}

extension HTTPProxy: CustomStringConvertible, CustomDebugStringConvertible {
  package var description: String { "\(Authority.bracketed(host)):\(port)" }
  package var debugDescription: String { description }
}
