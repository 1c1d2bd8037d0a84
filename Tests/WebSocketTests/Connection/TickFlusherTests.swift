import NIOCore
import NIOEmbedded
import Testing

@testable import WebSocket

@Suite("Sockets of one loop that have something to send")
struct TickFlusherTests {
  private let loop = EmbeddedEventLoop()

  /// A socket on the loop, and what its channel was given to write so far.
  private func socket() throws -> (handler: WebSocketHandler, channel: EmbeddedChannel) {
    let channel = EmbeddedChannel(loop: loop)
    let handler = WebSocketHandler(
      role: .server, configuration: WebSocketConfiguration(limits: .fromClients), eventLoop: loop,
      delegate: RecordingDelegate())
    try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
    try channel.pipeline.syncOperations.addHandler(handler)
    return (handler, channel)
  }

  private func hasWritten(_ channel: EmbeddedChannel) throws -> Bool {
    try channel.readOutbound(as: ByteBuffer.self) != nil
  }

  @Test("All are flushed when the tick is over, and only then")
  func endOfTick() throws {
    let sockets = try (0..<3).map { _ in try socket() }
    for each in sockets { each.handler.send(text: [0x61]) }
    for each in sockets { #expect(try !hasWritten(each.channel)) }
    loop.run()
    for each in sockets { #expect(try hasWritten(each.channel)) }
  }

  @Test("What one socket's read makes others send leaves when the read is over")
  func endOfRead() throws {
    let (reader, other) = (try socket(), try socket())
    let speaker = HandlerSlot()
    speaker.handler = other.handler
    reader.handler.attach(RecordingDelegate { _ in speaker.handler?.send(text: [0x62]) })
    try reader.channel.writeInbound(ByteBuffer(bytes: Wire.text("a")))
    #expect(try hasWritten(other.channel))
  }

  @Test("A socket that leaves in the middle of a read takes nobody's words along")
  func leavesWhileReading() throws {
    let (reader, other) = (try socket(), try socket())
    let (speaker, leaver) = (HandlerSlot(), HandlerSlot())
    speaker.handler = other.handler
    leaver.handler = reader.handler
    reader.handler.attach(
      RecordingDelegate { _ in
        speaker.handler?.send(text: [0x62])
        guard let handler = leaver.handler else { return }
        handler.context?.pipeline.syncOperations.removeHandler(handler, promise: nil)
      })
    reader.channel.pipeline.fireChannelRead(ByteBuffer(bytes: Wire.text("a")))
    loop.run()
    #expect(try hasWritten(other.channel))
  }

  @Test("A socket that ends in between is passed over")
  func ended() throws {
    let (first, second) = (try socket(), try socket())
    first.handler.send(text: [0x61])
    second.handler.send(text: [0x61])
    try first.channel.close().wait()
    loop.run()
    #expect(try hasWritten(second.channel))
  }
}
