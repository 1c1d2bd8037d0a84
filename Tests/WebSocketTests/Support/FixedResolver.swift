import NIOCore
import NIOPosix

/// Finds the same addresses for every name.
struct FixedResolver: Resolver, Sendable {
  let v6: [String]
  let v4: [String]
  let eventLoop: any EventLoop

  func initiateAQuery(host: String, port: Int) -> EventLoopFuture<[SocketAddress]> { addresses(v4, port) }
  func initiateAAAAQuery(host: String, port: Int) -> EventLoopFuture<[SocketAddress]> { addresses(v6, port) }
  func cancelQueries() {}

  private func addresses(_ texts: [String], _ port: Int) -> EventLoopFuture<[SocketAddress]> {
    eventLoop.makeCompletedFuture { try texts.map { try SocketAddress(ipAddress: $0, port: port) } }
  }
}
