internal import NIOCore

/// `host`, `host:port`, `[v6]` or `[v6]:port`.
struct Authority: Equatable {
  /// IPv6 without brackets.
  var host: String
  var port: Int

  init?(_ text: Substring, defaultPort: Int) {
    let portText: Substring?
    if text.first == "[" {
      guard let end = text.firstIndex(of: "]") else { return nil }
      host = String(text[text.index(after: text.startIndex)..<end])
      let rest = text[text.index(after: end)...]
      guard rest.isEmpty || rest.first == ":" else { return nil }
      portText = rest.isEmpty ? nil : rest.dropFirst()
      guard Self.isIPAddress(host) else { return nil }
    } else {
      let parts = text.split(separator: ":", omittingEmptySubsequences: false)
      guard parts.count <= 2 else { return nil }
      host = String(parts[0])
      portText = parts.count == 2 ? parts[1] : nil
    }
    guard !host.isEmpty, host.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { return nil }
    guard let portText else {
      port = defaultPort
      return
    }
    guard let port = Int(portText), (1...65535).contains(port) else { return nil }
    self.port = port
  }

  /// The host as it stands in a URL.
  static func bracketed(_ host: String) -> String { host.contains(":") ? "[\(host)]" : host }

  static func isIPAddress(_ host: String) -> Bool { (try? SocketAddress(ipAddress: host, port: 0)) != nil }
}
