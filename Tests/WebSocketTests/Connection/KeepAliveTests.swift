import NIOCore
import NIOEmbedded
import Testing

@testable import WebSocket

struct KeepAliveTests {
  private static let keepAlive = WebSocketConfiguration.KeepAlive(interval: .seconds(20), timeout: .seconds(30))

  @Test("A ping leaves every interval as long as the peer answers")
  func pings() throws {
    let socket = try EmbeddedSocket(keepAlive: Self.keepAlive)
    for _ in 0..<5 {
      socket.channel.embeddedEventLoop.advanceTime(by: .seconds(20))
      #expect(try socket.sent() == [.ping(ByteBuffer())])
      try socket.receive(Wire.frame(Wire.pong))
    }
    #expect(socket.delegate.events == [] && socket.channel.isActive)
  }

  @Test("A peer that sends nothing until the timeout after a ping is cut off")
  func cutsOff() throws {
    let socket = try EmbeddedSocket(keepAlive: Self.keepAlive)
    socket.channel.embeddedEventLoop.advanceTime(by: .seconds(49))
    #expect(socket.channel.isActive)
    socket.channel.embeddedEventLoop.advanceTime(by: .seconds(1))
    #expect(socket.delegate.events == [.closed(.unresponsive)])
    #expect(!socket.channel.isActive)
  }

  @Test("A message counts as an answer")
  func messageCounts() throws {
    let socket = try EmbeddedSocket(keepAlive: Self.keepAlive)
    socket.channel.embeddedEventLoop.advanceTime(by: .seconds(45))
    try socket.receive(Wire.text("busy"))
    socket.channel.embeddedEventLoop.advanceTime(by: .seconds(10))
    #expect(socket.channel.isActive)
  }

  @Test("While we do not read, the peer is not cut off")
  func notWhilePaused() throws {
    let socket = try EmbeddedSocket(keepAlive: Self.keepAlive, pausedBytes: 10)
    socket.handler.pauseReading()
    try socket.receive(Wire.text("more than ten bytes"))
    socket.channel.embeddedEventLoop.advanceTime(by: .seconds(300))
    #expect(socket.channel.isActive)
  }

  @Test("Without a setting there are no pings")
  func none() throws {
    let socket = try EmbeddedSocket()
    socket.channel.embeddedEventLoop.advanceTime(by: .hours(1))
    #expect(try socket.sent() == [])
  }
}
