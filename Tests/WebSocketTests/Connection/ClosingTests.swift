import NIOCore
import NIOEmbedded
import Testing

@testable import WebSocket

struct ClosingTests {
  @Test("The peer's close is answered with its code; the server then ends the connection")
  func peerCloses() throws {
    let socket = try EmbeddedSocket()
    try socket.receive(Wire.close(1001, "bye") + Wire.text("late"))
    #expect(try socket.sent() == [.close(.goingAway, reason: "")])
    #expect(socket.delegate.events == [.closed(.closedByPeer(.goingAway, reason: "bye"))])
    #expect(!socket.channel.isActive)
  }

  @Test("A client that was closed waits two seconds for the server to end the connection")
  func clientWaits() throws {
    let socket = try EmbeddedSocket(.client)
    try socket.receive(Wire.close(1000, key: nil))
    #expect(try socket.sent() == [.close(.normal, reason: "")])
    #expect(socket.channel.isActive)
    socket.channel.embeddedEventLoop.advanceTime(by: .seconds(2))
    #expect(!socket.channel.isActive)
    #expect(socket.delegate.events == [.closed(.closedByPeer(.normal, reason: ""))])
  }

  @Test("After our close messages are dropped, sends too, and the peer's answer is reported")
  func weClose() throws {
    let socket = try EmbeddedSocket()
    socket.handler.send(text: Array("last words".utf8))
    socket.handler.close(.goingAway, reason: "session over")
    socket.handler.send(text: Array("dropped".utf8))
    #expect(try socket.sent() == [text("last words"), .close(.goingAway, reason: "session over")])
    try socket.receive(Wire.text("crossing") + Wire.close(1001))
    #expect(
      socket.delegate.events == [.closed(.closedByUs(.goingAway, reason: "session over", answered: true))])
    _ = try socket.sent()
    #expect(!socket.channel.isActive)
  }

  @Test("Our close without an answer is cut after two seconds")
  func noAnswer() throws {
    let socket = try EmbeddedSocket()
    socket.handler.close(.normal)
    #expect(try socket.sent() == [.close(.normal, reason: "")])
    socket.channel.embeddedEventLoop.advanceTime(by: .milliseconds(1999))
    #expect(socket.delegate.events == [] && socket.channel.isActive)
    socket.channel.embeddedEventLoop.advanceTime(by: .milliseconds(1))
    #expect(socket.delegate.events == [.closed(.closedByUs(.normal, reason: "", answered: false))])
    #expect(!socket.channel.isActive)
  }

  @Test(
    "A violation is answered with its code and reported once",
    arguments: [
      (Wire.frame(0x3), CloseCode.protocolError), (Wire.frame(Wire.text, [0xFF]), .invalidPayload),
      (Wire.frame(Wire.binary, Array(repeating: 0, count: 100_001)), .messageTooBig),
      (Wire.close(1005), .protocolError),
    ])
  func violations(bytes: [UInt8], code: CloseCode) throws {
    let socket = try EmbeddedSocket()
    try socket.receive(bytes)
    guard case .close(code, let reason) = try socket.sent().last else { return #expect(Bool(false), "no close") }
    #expect(socket.delegate.events == [.closed(.failedByPeer(code, reason: reason))])
  }

  @Test("The end of the stream and an error are told apart")
  func connectionEnds() throws {
    let ended = try EmbeddedSocket()
    ended.channel.pipeline.fireChannelInactive()
    #expect(ended.delegate.events == [.closed(.endOfStream)])

    struct Broken: Error, CustomStringConvertible { var description: String { "cable cut" } }
    let broken = try EmbeddedSocket()
    broken.channel.pipeline.fireErrorCaught(Broken())
    #expect(broken.delegate.events == [.closed(.connectionLost("cable cut"))])
  }

  @Test("Abort ends the connection at once and without a close frame")
  func aborts() throws {
    let socket = try EmbeddedSocket()
    socket.handler.abort()
    #expect(socket.delegate.events == [.closed(.aborted)])
    #expect(try socket.sent() == [])
    #expect(!socket.channel.isActive)
  }

  @Test("A delegate that closes in the middle of a read gets no more of it")
  func closesInsideCallback() throws {
    let holder = HandlerSlot()
    let socket = try EmbeddedSocket(delegate: RecordingDelegate { if $0 == .text("stop") { holder.handler?.abort() } })
    holder.handler = socket.handler
    try socket.receive(Wire.text("stop") + Wire.text("more"))
    #expect(socket.delegate.events == [.text("stop"), .closed(.aborted)])
  }
}
