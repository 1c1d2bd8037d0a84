internal import NIOCore

/// Stands last at the listener. Behind it new connections are given to their event loops.
final class BackDoorHandler: ChannelInboundHandler {
  typealias InboundIn = any Channel
  typealias InboundOut = any Channel

  private var context: ChannelHandlerContext?

  func handlerAdded(context: ChannelHandlerContext) { self.context = context }

  func handlerRemoved(context: ChannelHandlerContext) { self.context = nil }

  func pass(_ connection: any Channel) {
    guard let context, context.channel.isActive else { return connection.close(promise: nil) }
    context.fireChannelRead(Self.wrapInboundOut(connection))
  }
}
