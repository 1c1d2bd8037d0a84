import NIOCore
import NIOEmbedded
import NIOHTTP1
import Testing

@testable import WebSocket

struct QuiescingTests {
  private static func channel(_ decision: EventLoopFuture<UpgradeDecision>, _ channel: EmbeddedChannel) throws {
    let upgrade = WebSocketServerUpgrade<Void>(decide: { _, _ in decision }, http: { _ in })
    _ = try upgrade.configure(channel)
    try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
  }

  @Test("A connection that has not asked for anything is closed")
  func idle() throws {
    let channel = EmbeddedChannel()
    try Self.channel(channel.eventLoop.makeSucceededFuture(.http), channel)
    channel.pipeline.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent())
    #expect(!channel.isActive)
  }

  @Test("A WebSocket that is still being decided over is told once it is open")
  func deciding() throws {
    let channel = EmbeddedChannel()
    let delegate = RecordingDelegate()
    let decision = channel.eventLoop.makePromise(of: UpgradeDecision.self)
    try Self.channel(decision.futureResult, channel)
    let request =
      "GET / HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
      + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
    try channel.writeInbound(ByteBuffer(string: request))
    channel.pipeline.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent())
    #expect(channel.isActive && delegate.events == [])
    decision.succeed(.accept(UpgradeAcceptance { _ in delegate }))
    #expect(delegate.events == [.quiesce])
  }
}
