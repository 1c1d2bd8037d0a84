/// The reverse proxies whose `X-Forwarded-*` headers are believed. Anyone can send such headers, so a peer outside the
/// list is taken for what its socket says.
package struct TrustedProxies: Equatable, Sendable {
  package var ranges: [AddressRange]

  package init(_ ranges: [AddressRange] = []) {
    self.ranges = ranges
  }

  package func contains(_ address: NetworkAddress) -> Bool {
    ranges.contains { $0.contains(address) }
  }

  /// What the request says about who sent it, as read from socket and headers.
  package struct Hop: Equatable, Sendable {
    /// The socket's peer, without port.
    package var peer: String
    package var isTLS: Bool
    /// The `Host` header.
    package var host: String?
    /// `X-Forwarded-For`: all values in order, split at commas.
    package var forwardedFor: [String]
    /// `X-Forwarded-Proto`, first value.
    package var forwardedProto: String?
    /// `X-Forwarded-Host`, first value.
    package var forwardedHost: String?

    package init(
      peer: String, isTLS: Bool, host: String?, forwardedFor: [String] = [], forwardedProto: String? = nil,
      forwardedHost: String? = nil
    ) {
      self.peer = peer
      self.isTLS = isTLS
      self.host = host
      self.forwardedFor = forwardedFor
      self.forwardedProto = forwardedProto
      self.forwardedHost = forwardedHost
    }
  }

  /// The client as the outermost trusted proxy saw it.
  package struct Client: Equatable, Sendable {
    package var address: String
    package var isTLS: Bool
    package var host: String?
  }

  /// Walks `X-Forwarded-For` from the right for as long as its addresses are trusted proxies: what stands further left
  /// was written by the client itself.
  package func client(of hop: Hop) -> Client {
    guard !ranges.isEmpty, let peer = NetworkAddress(hop.peer), contains(peer) else {
      return Client(address: hop.peer, isTLS: hop.isTLS, host: hop.host)
    }
    var address = hop.peer
    for entry in hop.forwardedFor.reversed() {
      guard let next = NetworkAddress(entry.trimmingBlanks()) else { break }
      address = next.description
      if !contains(next) { break }
    }
    var isTLS = hop.isTLS
    switch hop.forwardedProto?.trimmingBlanks().lowercased() {
    case "https", "wss": isTLS = true
    case "http", "ws": isTLS = false
    default: break
    }
    return Client(address: address, isTLS: isTLS, host: hop.forwardedHost?.trimmingBlanks() ?? hop.host)
  }
}
