import NIOCore
import NIOEmbedded
import Testing

@testable import WebSocket

/// A write or a flush tells the delegate when writability changes, and a delegate that is told may send at once.
struct SendingInsideFlushTests {
  @Test(
    "What the delegate sends while a write or a flush goes on leaves once, behind what was there",
    arguments: [10, 70_000])
  func sends(length: Int) throws {
    let slot = HandlerSlot()
    let socket = try EmbeddedSocket(
      delegate: RecordingDelegate { event in
        if event == .writable(true) { slot.handler?.send(text: Array("from inside".utf8)) }
      })
    slot.handler = socket.handler
    try socket.channel.pipeline.syncOperations.addHandler(Relief(), position: .first)
    let words = [String(repeating: "a", count: length), String(repeating: "b", count: length)]
    for word in words { socket.handler.send(text: Array(word.utf8)) }
    let sent = try socket.sent()
    #expect(sent.filter { $0 != text("from inside") } == words.map(text))
    #expect(sent.count { $0 == text("from inside") } == socket.delegate.events.count)
    #expect(!socket.delegate.events.isEmpty)
  }
}

/// A network that takes a little more whenever it gets something, but tells of at most five times.
private final class Relief: ChannelOutboundHandler {
  typealias OutboundIn = ByteBuffer
  private var left = 5

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    context.write(data, promise: promise)
    relieve(context)
  }

  func flush(context: ChannelHandlerContext) {
    context.flush()
    relieve(context)
  }

  private func relieve(_ context: ChannelHandlerContext) {
    guard left > 0 else { return }
    left -= 1
    context.fireChannelWritabilityChanged()
  }
}
