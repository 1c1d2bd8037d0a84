internal import NIOCore

extension Channel {
  /// The IP address of the socket's other end; one of IPv4 as such, also where the socket listens for both.
  var peerAddress: String {
    let address = remoteAddress?.ipAddress ?? "unknown"
    let mapped = "::ffff:"
    return address.hasPrefix(mapped) && address.contains(".") ? String(address.dropFirst(mapped.count)) : address
  }
}
