import NIOCore
import NIOEmbedded
import Testing

@testable import WebSocket

struct WebSocketHandlerTests {
  @Test("Messages are delivered within the read that completes them")
  func delivers() throws {
    let socket = try EmbeddedSocket()
    try socket.receive(Wire.text("one") + Wire.frame(Wire.binary, [2]) + Wire.text("three").prefix(5))
    #expect(socket.delegate.events == [.text("one"), .binary([2])])
    try socket.receive(Array(Wire.text("three").dropFirst(5)))
    #expect(socket.delegate.events == [.text("one"), .binary([2]), .text("three")])
  }

  @Test("All frames of a tick leave in one write, in their order")
  func coalesces() throws {
    let socket = try EmbeddedSocket(.client)
    for word in ["a", "b", "c"] { socket.handler.send(text: Array(word.utf8)) }
    socket.handler.sendPing()
    socket.handler.send(head: Array("<".utf8), 2..<5, of: ByteBuffer(string: "..mid.."), tail: Array(">".utf8))
    #expect(try socket.channel.readOutbound(as: ByteBuffer.self) == nil)
    let writes = try socket.writes()
    #expect(writes.count == 1)
    #expect(decode(writes.flatMap { $0 }) == [text("a"), text("b"), text("c"), .ping(ByteBuffer()), text("<mid>")])
  }

  @Test("What is sent in a read burst leaves in one write when the burst is over, without waiting for the tick")
  func flushesAtReadComplete() throws {
    let socket = try EmbeddedSocket()
    try socket.receive(Wire.frame(Wire.ping, [1]) + Wire.frame(Wire.ping, [2]))
    let write = try #require(try socket.channel.readOutbound(as: ByteBuffer.self))
    #expect(
      decode(Array(write.readableBytesView), role: .client)
        == [.pong(ByteBuffer(bytes: [1])), .pong(ByteBuffer(bytes: [2]))])
    #expect(try socket.channel.readOutbound(as: ByteBuffer.self) == nil)
  }

  @Test("Large messages do not make small ones be copied again, and keep their order")
  func largeMessages() throws {
    let socket = try EmbeddedSocket()
    let large = String(repeating: "x", count: 70_000)
    for message in ["small", large, "last"] { socket.handler.send(text: Array(message.utf8)) }
    let writes = try socket.writes()
    #expect(writes.count == 3)
    #expect(decode(writes.flatMap { $0 }, role: .client) == [text("small"), text(large), text("last")])
  }

  @Test("A ping is answered with its payload, also between the fragments of a message")
  func answersPings() throws {
    let socket = try EmbeddedSocket()
    try socket.receive(
      Wire.text("frag", fin: false) + Wire.frame(Wire.ping, Array("now".utf8)) + Wire.frame(Wire.continuation))
    #expect(try socket.sent() == [.pong(ByteBuffer(string: "now"))])
    #expect(socket.delegate.events == [.text("frag")])
  }

  @Test("To a peer that does not read only the newest of many pings is answered, once it reads")
  func pingFlood() throws {
    let socket = try EmbeddedSocket()
    socket.channel.isWritable = false
    for number in UInt8(0)..<200 { try socket.receive(Wire.frame(Wire.ping, [number])) }
    #expect(try socket.sent() == [])
    socket.channel.isWritable = true
    socket.channel.pipeline.fireChannelWritabilityChanged()
    #expect(try socket.sent() == [.pong(ByteBuffer(bytes: [199]))])
    #expect(socket.delegate.events == [.writable(true)])
  }

  @Test("Bytes queued are those sent and not yet written")
  func bytesQueued() throws {
    let socket = try EmbeddedSocket()
    #expect(socket.handler.bytesQueued == 0)
    socket.handler.send(text: Array(repeating: 0x61, count: 100))
    #expect(socket.handler.bytesQueued == 102)
    _ = try socket.writes()
    #expect(socket.handler.bytesQueued == 0)
  }

  @Test("The server's wish to quiesce is handed on")
  func quiesces() throws {
    let socket = try EmbeddedSocket()
    socket.channel.pipeline.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent())
    #expect(socket.delegate.events == [.quiesce])
  }

  @Test("What came before a delegate was attached is delivered to it")
  func lateDelegate() throws {
    let channel = EmbeddedChannel()
    let handler = WebSocketHandler(role: .server, configuration: .server, eventLoop: channel.eventLoop)
    try channel.pipeline.syncOperations.addHandler(handler)
    try channel.writeInbound(ByteBuffer(bytes: Wire.text("early")))
    let delegate = RecordingDelegate()
    handler.attach(delegate)
    #expect(delegate.events == [.text("early")])
  }
}
