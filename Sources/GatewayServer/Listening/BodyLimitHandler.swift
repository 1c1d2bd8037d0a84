internal import NIOCore
internal import NIOHTTPTypes

/// Ends a connection whose request body grows too long; without this a client could send one for ever.
final class BodyLimitHandler: ChannelInboundHandler {
  typealias InboundIn = HTTPRequestPart
  typealias InboundOut = HTTPRequestPart

  /// Bytes of one body.
  static let limit = 256 << 10

  private var received = 0

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch Self.unwrapInboundIn(data) {
    case .head: received = 0
    case .body(let bytes): received += bytes.readableBytes
    case .end: break
    }
    guard received <= Self.limit else { return context.close(promise: nil) }
    context.fireChannelRead(data)
  }
}
