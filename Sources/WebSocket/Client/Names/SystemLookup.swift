internal import NIOCore
internal import NIOPosix

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// Looks names up as every program of this machine does: files, DNS, and what else its owner has set up.
package enum SystemLookup {
  /// `getaddrinfo` blocks, so a thread of NIO's pool does it.
  package static let start: CachingResolver.LookUp = { name, done in
    NIOThreadPool.singleton.submit { state in
      switch state {
      case .active: done(addresses(of: name))
      case .cancelled: done(.failure(LookupFailure("the program is ending")))
      }
    }
  }

  private static func addresses(of name: String) -> Result<HostAddresses, LookupFailure> {
    var hints = addrinfo()
    // Each address once.
    hints.ai_protocol = CInt(IPPROTO_TCP)
    var first: UnsafeMutablePointer<addrinfo>?
    let status = getaddrinfo(name, nil, &hints, &first)
    guard status == 0 else { return .failure(LookupFailure(String(cString: gai_strerror(status)))) }
    defer { freeaddrinfo(first) }
    var found = HostAddresses()
    var next = first
    while let entry = next?.pointee {
      if let bytes = UnsafeRawPointer(entry.ai_addr) {
        switch NIOBSDSocket.AddressFamily(rawValue: entry.ai_family) {
        case .inet6: found.v6.append(SocketAddress(bytes.loadUnaligned(as: sockaddr_in6.self), host: name))
        case .inet: found.v4.append(SocketAddress(bytes.loadUnaligned(as: sockaddr_in.self), host: name))
        default: break
        }
      }
      next = entry.ai_next
    }
    guard found != HostAddresses() else { return .failure(LookupFailure("it has no IP address")) }
    return .success(found)
  }
}
