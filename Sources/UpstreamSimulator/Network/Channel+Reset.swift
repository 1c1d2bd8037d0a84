import NIOCore

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension Channel {
  /// Ends the TCP connection with a reset: with lingering set to zero, closing sends one.
  func resetConnection() {
    let option = (self as? any SocketOptionProvider)?.setSoLinger(linger(l_onoff: 1, l_linger: 0))
    guard let option else { return close(promise: nil) }
    option.whenComplete { _ in self.close(promise: nil) }
  }
}
