package import NIOCore
package import NIOSSL

/// The first handler of a server channel that takes TLS and plain connections on one port: a TLS connection starts with
/// the byte 0x16, which no HTTP request does.
package final class TLSSniffHandler: ChannelInboundHandler, RemovableChannelHandler {
  package typealias InboundIn = ByteBuffer
  package typealias InboundOut = ByteBuffer
  package typealias OutboundOut = ByteBuffer

  package enum Policy: Equatable, Sendable {
    /// Plain connections are served too.
    case optional
    /// A plain connection is answered with an HTTP 400 and closed.
    case required
  }

  /// The first byte of a TLS record that carries a handshake message.
  private static let handshakeRecord: UInt8 = 0x16

  private let tls: NIOSSLContext
  private let policy: Policy
  private var isRefused = false

  package init(tls: NIOSSLContext, policy: Policy = .optional) {
    self.tls = tls
    self.policy = policy
  }

  /// Whether a channel has turned out to speak TLS; on its event loop.
  package static func isSecure(_ channel: any Channel) -> Bool {
    (try? channel.pipeline.syncOperations.context(handlerType: NIOSSLServerHandler.self)) != nil
  }

  package func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let bytes = Self.unwrapInboundIn(data)
    guard !isRefused, let first = bytes.getInteger(at: bytes.readerIndex, as: UInt8.self) else { return }
    let pipeline = context.pipeline.syncOperations
    if first == Self.handshakeRecord {
      do {
        try pipeline.addHandler(NIOSSLServerHandler(context: tls), position: .after(self))
      } catch {
        return context.close(promise: nil)
      }
    } else if policy == .required {
      return refuse(context)
    }
    context.fireChannelRead(data)
    pipeline.removeHandler(self, promise: nil)
  }

  private func refuse(_ context: ChannelHandlerContext) {
    isRefused = true
    let text = "This port speaks TLS only: use https:// or wss://.\n"
    let answer =
      "HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: \(text.utf8.count)\r\n"
      + "Connection: close\r\n\r\n" + text
    context.writeAndFlush(
      Self.wrapOutboundOut(ByteBuffer(string: answer)), promise: LingeringClose.afterLastWrite(context))
  }
}

@available(*, unavailable)
extension TLSSniffHandler: Sendable {}
