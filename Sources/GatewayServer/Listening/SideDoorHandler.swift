internal import NIOCore

/// Leads those who come through a side door to the listener.
final class SideDoorHandler: ChannelInboundHandler {
  typealias InboundIn = any Channel

  private let listener: any Channel

  init(to listener: any Channel) { self.listener = listener }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    // Who comes in the moment of the end is not heard.
    guard listener.isActive else { return Self.unwrapInboundIn(data).close(promise: nil) }
    listener.pipeline.syncOperations.fireChannelRead(data)
  }
}
