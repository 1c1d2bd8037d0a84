/// Which HTTP proxy, if any, leads to an address: `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY`, in capitals or not.
///
/// `NO_PROXY` is a list separated by commas or blanks. An entry `example.com` or `.example.com` means this host and all
/// below it; `10.1.2.3` and `[::1]` mean that address; `host:port` only that port; `*` means every host.
package struct ProxySettings: Equatable, Sendable {
  package var forSecure: HTTPProxy?
  package var forPlain: HTTPProxy?
  package var exceptions: [String]

  /// No proxy at all.
  package static let none = ProxySettings(forSecure: nil, forPlain: nil, exceptions: [])

  package init(forSecure: HTTPProxy?, forPlain: HTTPProxy?, exceptions: [String]) {
    self.forSecure = forSecure
    self.forPlain = forPlain
    self.exceptions = exceptions
  }

  /// - Parameter environment: That of the process. The variable in small letters wins, as in curl.
  /// - Throws: `WebSocketConnectError.badAddress`, which names the variable.
  package init(environment: [String: String]) throws(WebSocketConnectError) {
    forSecure = try Self.proxy("https_proxy", environment)
    forPlain = try Self.proxy("http_proxy", environment)
    exceptions = (Self.value("no_proxy", environment) ?? "")
      .split { $0 == "," || $0 == " " }
      .map { $0.lowercased() }
  }

  /// The proxy to dial for `address`; nil: dial it directly.
  package func proxy(for address: WebSocketAddress) -> HTTPProxy? {
    let proxy = address.isSecure ? forSecure : forPlain
    guard let proxy, !exceptions.contains(where: { Self.covers($0, address) }) else { return nil }
    return proxy
  }

  private static func covers(_ entry: String, _ address: WebSocketAddress) -> Bool {
    if entry == "*" { return true }
    let host = address.host.lowercased()
    if Authority.isIPAddress(entry) { return entry == host }
    guard let authority = Authority(entry[...], defaultPort: address.port), authority.port == address.port else {
      return false
    }
    let name = authority.host.hasPrefix("*.") ? authority.host.dropFirst(2) : authority.host.drop { $0 == "." }
    guard !name.isEmpty else { return false }
    return host == name || (host.hasSuffix("." + name) && !Authority.isIPAddress(host))
  }

  private static func value(_ name: String, _ environment: [String: String]) -> String? {
    guard let value = environment[name] ?? environment[name.uppercased()], !value.isEmpty else { return nil }
    return value
  }

  private static func proxy(_ name: String, _ environment: [String: String]) throws(WebSocketConnectError) -> HTTPProxy?
  {
    guard let value = value(name, environment) else { return nil }
    guard let proxy = HTTPProxy(value) else {
      throw .badAddress("\(name.uppercased()) must have the form http://[user:password@]host:port")
    }
    return proxy
  }
}
