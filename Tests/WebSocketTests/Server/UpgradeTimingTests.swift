import NIOCore
import NIOEmbedded
import NIOHTTP1
import Testing

@testable import WebSocket

/// Deadlines and shutdown, on a channel whose clock the test moves.
struct UpgradeTimingTests {
  private static let request =
    "GET / HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
    + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"

  private static func channel(_ decision: EventLoopFuture<UpgradeDecision>, _ channel: EmbeddedChannel) throws {
    let upgrade = WebSocketServerUpgrade<Void>(decide: { _, _ in decision }, http: { _ in })
    _ = try upgrade.configure(channel)
    try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
  }

  @Test(
    "A connection that asks for nothing, or only begins to, is closed after ten seconds", arguments: ["", "GET / HT"])
  func silent(beginning: String) throws {
    let channel = EmbeddedChannel()
    try Self.channel(channel.eventLoop.makeSucceededFuture(.http), channel)
    try channel.writeInbound(ByteBuffer(string: beginning))
    channel.embeddedEventLoop.advanceTime(by: .milliseconds(9_999))
    #expect(channel.isActive)
    channel.embeddedEventLoop.advanceTime(by: .milliseconds(1))
    #expect(!channel.isActive)
  }

  @Test("A decision that takes longer is a 503")
  func slowDecision() throws {
    let channel = EmbeddedChannel()
    let decision = channel.eventLoop.makePromise(of: UpgradeDecision.self)
    try Self.channel(decision.futureResult, channel)
    try channel.writeInbound(ByteBuffer(string: Self.request))
    channel.embeddedEventLoop.advanceTime(by: .seconds(10))
    let answer = try #require(try channel.readOutbound(as: ByteBuffer.self))
    #expect(String(buffer: answer).hasPrefix("HTTP/1.1 503 "))
    #expect(!channel.isActive)
    decision.succeed(.http)
  }

  @Test("A connection that has served HTTP has no such deadline")
  func ordinary() throws {
    let channel = EmbeddedChannel()
    try Self.channel(channel.eventLoop.makeSucceededFuture(.http), channel)
    try channel.writeInbound(ByteBuffer(string: "GET / HTTP/1.1\r\nHost: a\r\n\r\n"))
    channel.embeddedEventLoop.advanceTime(by: .hours(1))
    #expect(channel.isActive)
  }

  @Test("On shutdown a connection that has not asked for anything is closed")
  func idle() throws {
    let channel = EmbeddedChannel()
    try Self.channel(channel.eventLoop.makeSucceededFuture(.http), channel)
    channel.pipeline.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent())
    #expect(!channel.isActive)
  }

  @Test("On shutdown a WebSocket that is still being decided over is told once it is open")
  func deciding() throws {
    let channel = EmbeddedChannel()
    let delegate = RecordingDelegate()
    let decision = channel.eventLoop.makePromise(of: UpgradeDecision.self)
    try Self.channel(decision.futureResult, channel)
    try channel.writeInbound(ByteBuffer(string: Self.request))
    channel.pipeline.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent())
    #expect(channel.isActive && delegate.events == [])
    decision.succeed(.accept(UpgradeAcceptance { _ in delegate }))
    #expect(delegate.events == [.quiesce])
  }
}
