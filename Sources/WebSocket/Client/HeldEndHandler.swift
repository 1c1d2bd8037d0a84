internal import NIOCore

/// Keeps back the end of the connection while the HTTP handlers leave, which takes them until the next tick.
///
/// A server may accept, say why it will not serve us, and end TCP, all before we look: one event of the kernel then
/// brings all of it, and NIO's decoder throws away what is behind the answer once it has seen the end.
final class HeldEndHandler: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = ByteBuffer

  private enum Phase {
    case passing
    case holding(error: (any Error)?, hasEnded: Bool)
  }

  private var phase = Phase.passing
  private var context: ChannelHandlerContext?

  func hold() { phase = .holding(error: nil, hasEnded: false) }

  /// Passes on what was kept back, and leaves.
  func release() {
    guard let context, case .holding(let error, let hasEnded) = phase else { return }
    phase = .passing
    if let error { context.fireErrorCaught(error) }
    if hasEnded { context.fireChannelInactive() }
    context.pipeline.syncOperations.removeHandler(self, promise: nil)
  }

  func handlerAdded(context: ChannelHandlerContext) { self.context = context }
  func handlerRemoved(context: ChannelHandlerContext) { self.context = nil }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    switch phase {
    case .passing: context.fireErrorCaught(error)
    case .holding(let first, let hasEnded): phase = .holding(error: first ?? error, hasEnded: hasEnded)
    }
  }

  func channelInactive(context: ChannelHandlerContext) {
    switch phase {
    case .passing: context.fireChannelInactive()
    case .holding(let error, _): phase = .holding(error: error, hasEnded: true)
    }
  }
}
