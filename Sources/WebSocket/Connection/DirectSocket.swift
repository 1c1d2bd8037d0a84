internal import NIOCore
internal import NIOSSL

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// A plain TCP socket that is written to without NIO's pipeline and its queue, which cost more than all else that a small
/// frame needs.
///
/// ```
///  new ──the first frames are with the channel──► behindChannel ──it has written all──► free
///                                                      ▲                                 │
///                                                      └──── the system took a part ─────┘
/// ```
///
/// New, because what the handshake wrote may still be in the channel. What the system does not take at once goes through
/// the channel as ever, and so does all that comes later, until nothing of it is left there.
struct DirectSocket {
  private enum Phase {
    case new
    case behindChannel(writes: Int)
    case free
  }

  private let descriptor: CInt
  private let channel: any Channel
  private var phase = Phase.new

  /// Nil: the channel is no plain socket, so all its bytes have to go through the pipeline.
  init?(_ context: ChannelHandlerContext) {
    let pipeline = context.pipeline.syncOperations
    let isSecured =
      (try? pipeline.context(handlerType: NIOSSLServerHandler.self)) != nil
      || (try? pipeline.context(handlerType: NIOSSLClientHandler.self)) != nil
    guard !isSecured, let descriptor = try? pipeline.withUnsafeTransportIfAvailable(of: CInt.self, { $0 })
    else { return nil }
    self.descriptor = descriptor
    channel = context.channel
  }

  /// Nothing waits in the channel.
  var isFree: Bool {
    switch phase {
    case .new, .behindChannel: false
    case .free: true
    }
  }

  /// Takes off the front of `bytes` what the system accepts now; nothing while the channel has something to write.
  func write(_ bytes: inout ByteBuffer) {
    // After the channel's end the descriptor may be another connection's.
    guard case .free = phase, bytes.readableBytes > 0, channel.isActive else { return }
    let written = bytes.withUnsafeReadableBytes { send(descriptor, $0.baseAddress, $0.count, Self.flags) }
    // An error is left to the channel, which meets it again and knows what to do.
    if written > 0 { bytes.moveReaderIndex(forwardBy: written) }
  }

  mutating func channelTook() {
    switch phase {
    case .new, .free: phase = .behindChannel(writes: 1)
    case .behindChannel(let writes): phase = .behindChannel(writes: writes + 1)
    }
  }

  mutating func channelWrote() {
    switch phase {
    case .new, .free: break
    case .behindChannel(let writes): phase = writes > 1 ? .behindChannel(writes: writes - 1) : .free
    }
  }

  #if canImport(Darwin)
    private static let flags: CInt = 0
  #else
    private static let flags = CInt(MSG_NOSIGNAL)
  #endif
}
