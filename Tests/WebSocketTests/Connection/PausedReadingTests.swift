import NIOCore
import NIOEmbedded
import Testing

@testable import WebSocket

struct PausedReadingTests {
  @Test("Nothing is delivered while paused; on resuming all comes in order")
  func pauses() throws {
    let socket = try EmbeddedSocket()
    socket.handler.pauseReading()
    try socket.receive(Wire.text("one") + Wire.text("two"))
    try socket.receive(Wire.text("three"))
    #expect(socket.delegate.events == [])
    socket.handler.resumeReading()
    #expect(socket.delegate.events == [.text("one"), .text("two"), .text("three")])
  }

  @Test("Pings are answered while paused")
  func pings() throws {
    let socket = try EmbeddedSocket()
    socket.handler.pauseReading()
    try socket.receive(Wire.text("waits") + Wire.frame(Wire.ping, [5]))
    #expect(try socket.sent() == [.pong(ByteBuffer(bytes: [5]))])
    #expect(socket.delegate.events == [])
  }

  @Test("The peer's close is answered while paused; its report waits behind the messages")
  func close() throws {
    let socket = try EmbeddedSocket()
    socket.handler.pauseReading()
    try socket.receive(Wire.text("last") + Wire.close(1000))
    #expect(try socket.sent() == [.close(.normal, reason: "")])
    #expect(socket.delegate.events == [])
    socket.handler.resumeReading()
    #expect(socket.delegate.events == [.text("last"), .closed(.closedByPeer(.normal, reason: ""))])
  }

  @Test("One who pauses until the peer reads is told of the end, though the peer reads no more")
  func endWhileFull() throws {
    let holder = HandlerSlot()
    let socket = try EmbeddedSocket(
      delegate: RecordingDelegate { event in
        switch event {
        case .writable(true): holder.handler?.resumeReading()
        case .writable(false): holder.handler?.pauseReading()
        case .text, .binary, .quiesce, .closed: break
        }
      })
    holder.handler = socket.handler
    socket.channel.isWritable = false
    socket.channel.pipeline.fireChannelWritabilityChanged()
    try socket.receive(Wire.text("last") + Wire.close(1000))
    #expect(
      socket.delegate.events == [
        .writable(false), .writable(true), .text("last"), .closed(.closedByPeer(.normal, reason: "")),
      ])
  }

  @Test("Closing ourselves drops what waits and brings a waiting report at once")
  func closeOurselves() throws {
    let socket = try EmbeddedSocket()
    socket.handler.pauseReading()
    try socket.receive(Wire.text("unwanted") + Wire.close(1000))
    socket.handler.close(.goingAway)
    #expect(socket.delegate.events == [.closed(.closedByPeer(.normal, reason: ""))])
  }

  @Test("With enough waiting the socket is not read any more, until reading resumes")
  func stopsReading() throws {
    let reads = ReadCounter()
    let socket = try EmbeddedSocket(pausedBytes: 1000)
    try socket.channel.pipeline.syncOperations.addHandler(reads, position: .first)
    socket.handler.pauseReading()
    socket.channel.pipeline.read()
    try socket.receive(Wire.text(String(repeating: "a", count: 900)))
    socket.channel.pipeline.read()
    #expect(reads.count == 2)
    try socket.receive(Wire.text(String(repeating: "b", count: 100)))
    socket.channel.pipeline.read()
    socket.channel.pipeline.read()
    #expect(reads.count == 2)
    socket.handler.resumeReading()
    #expect(reads.count == 3 && socket.delegate.events.count == 2)
    socket.channel.pipeline.read()
    #expect(reads.count == 4)
  }

  @Test("A delegate that pauses inside a delivery gets nothing more until it resumes")
  func pausesInsideDelivery() throws {
    let holder = HandlerSlot()
    let socket = try EmbeddedSocket(delegate: RecordingDelegate { _ in holder.handler?.pauseReading() })
    holder.handler = socket.handler
    try socket.receive(Wire.text("one") + Wire.text("two") + Wire.text("three"))
    #expect(socket.delegate.events == [.text("one")])
    socket.handler.resumeReading()
    #expect(socket.delegate.events == [.text("one"), .text("two")])
    holder.handler = nil
    socket.handler.resumeReading()
    #expect(socket.delegate.events == [.text("one"), .text("two"), .text("three")])
  }
}

/// Counts the reads that reach the socket.
private final class ReadCounter: ChannelOutboundHandler {
  typealias OutboundIn = ByteBuffer
  var count = 0

  func read(context: ChannelHandlerContext) {
    count += 1
    context.read()
  }
}
