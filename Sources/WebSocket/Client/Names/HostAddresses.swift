package import NIOCore

/// The addresses of one name, best first in each family. Their ports mean nothing until somebody dials.
package struct HostAddresses: Equatable, Sendable {
  package var v6: [SocketAddress]
  package var v4: [SocketAddress]

  package init(v6: [SocketAddress] = [], v4: [SocketAddress] = []) {
    self.v6 = v6
    self.v4 = v4
  }

  /// What `host` is by itself; nil: a name, which has to be looked up.
  init?(literal host: String) {
    guard let address = try? SocketAddress(ipAddress: host, port: 0) else { return nil }
    switch address {
    case .v6: self.init(v6: [address])
    case .v4: self.init(v4: [address])
    case .unixDomainSocket: return nil
    }
  }
}

extension [SocketAddress] {
  func with(port: Int) -> [SocketAddress] {
    map {
      var address = $0
      address.port = port
      return address
    }
  }
}
