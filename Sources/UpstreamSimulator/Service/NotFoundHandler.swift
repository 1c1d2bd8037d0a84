import NIOCore
import NIOHTTP1

/// Answers every ordinary request with 404: there is nothing here but WebSockets.
final class NotFoundHandler: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard case .end = Self.unwrapInboundIn(data) else { return }
    let body = GoogleHTTPError.notFound.body
    let headers: HTTPHeaders = [
      "Content-Type": "application/json; charset=UTF-8", "Content-Length": "\(body.count)", "Connection": "close",
    ]
    let head = HTTPResponseHead(version: .http1_1, status: .notFound, headers: headers)
    context.write(Self.wrapOutboundOut(.head(head)), promise: nil)
    context.write(Self.wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: body)))), promise: nil)
    let channel = context.channel
    context.writeAndFlush(Self.wrapOutboundOut(.end(nil))).whenComplete { _ in channel.close(promise: nil) }
  }
}

@available(*, unavailable)
extension NotFoundHandler: Sendable {}
