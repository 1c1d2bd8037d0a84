internal import NIOCore

/// Ends a connection after an answer without losing the answer: closing while bytes of the peer are unread makes the
/// kernel send a reset, which can overtake what we wrote. So: write, FIN, then close when the peer has closed too, or
/// after a second.
enum LingeringClose {
  private static let patience = TimeAmount.seconds(1)

  /// - Returns: The promise to give to the last write; the rest follows from it.
  static func afterLastWrite(_ context: ChannelHandlerContext) -> EventLoopPromise<Void> {
    let channel = context.channel
    let deadline = context.eventLoop.scheduleTask(in: patience) { channel.close(promise: nil) }
    channel.closeFuture.whenComplete { _ in deadline.cancel() }
    let written = context.eventLoop.makePromise(of: Void.self)
    written.futureResult.assumeIsolated().whenSuccess {
      context.close(mode: .output, promise: nil)
    }
    return written
  }
}
