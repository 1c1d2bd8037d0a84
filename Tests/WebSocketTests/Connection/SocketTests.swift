import NIOCore
import Testing

@testable import WebSocket

/// Behaviour that needs real sockets: kernel buffers, resets, ends.
@Suite(.timeLimit(.minutes(1)))
struct SocketTests {
  @Test("A paused reader pushes back on the sender; on resuming all arrives whole and in order")
  func backpressure() async throws {
    let slot = HandlerSlot()
    let delegate = RecordingDelegate()
    let server = try await TestServer.start(delegate) { socket in
      socket.pauseReading()
      slot.handler = socket
    }
    let socket = try await OpenSocket.open("ws://127.0.0.1:\(server.port)/")
    let count = 400
    try await socket.run { handler in
      for number in 0..<count {
        handler.send(text: Array("\(number) ".utf8) + Array(repeating: 0x61, count: 50_000))
      }
    }
    for await event in socket.delegate.stream {
      #expect(event == .writable(false))
      break
    }
    #expect(try await socket.run { $0.bytesQueued } > 4 << 20)
    #expect(delegate.events == [])
    try await slot.onEventLoop { $0.resumeReading() }
    var received = 0
    for await event in delegate.stream {
      guard case .text(let text) = event else { continue }
      #expect(text.hasPrefix("\(received) a") && text.utf8.count > 50_000)
      received += 1
      if received == count { break }
    }
    for await event in socket.delegate.stream {
      #expect(event == .writable(true))
      break
    }
    try await socket.run { $0.abort() }
    try await server.stop()
  }

  @Test("A reset is reported as a lost connection, an end without a close frame as such")
  func abruptEnds() async throws {
    for isReset in [true, false] {
      let delegate = RecordingDelegate()
      let server = try await TestServer.start(delegate)
      let peer = try await RawPeer.dial(server.port)
      try await peer.send(
        "GET / HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
          + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
      await peer.waitUntil { $0.hasSuffix("\r\n\r\n") }
      if isReset { try await peer.reset() } else { try await peer.channel?.close() }
      for await event in delegate.stream {
        switch event {
        case .closed(.connectionLost): #expect(isReset)
        case .closed(.endOfStream): #expect(!isReset)
        case .text, .binary, .writable, .quiesce, .closed: #expect(Bool(false), "\(event)")
        }
        break
      }
      try await server.stop()
    }
  }

  @Test("A sender in the middle of a message that is too long still learns why it was cut")
  func tooLongMessage() async throws {
    let delegate = RecordingDelegate()
    let server = try await TestServer.start(limits: MessageLimits(messageBytes: 100_000), delegate)
    let socket = try await OpenSocket.open("ws://127.0.0.1:\(server.port)/")
    try await socket.run { $0.send(.binary, Array(repeating: 1, count: 8 << 20)) }
    let report = await socket.next()
    #expect(report == .closed(.closedByPeer(.messageTooBig, reason: "message is longer than 100000 bytes")))
    #expect(
      delegate.events.last == .closed(.failedByPeer(.messageTooBig, reason: "message is longer than 100000 bytes")))
    try await server.stop()
  }

  @Test("Both sides closing at once both get their report")
  func crossingCloses() async throws {
    let slot = HandlerSlot()
    let delegate = RecordingDelegate()
    let server = try await TestServer.start(delegate) { slot.handler = $0 }
    let socket = try await OpenSocket.open("ws://127.0.0.1:\(server.port)/")
    async let ours: Void = socket.run { $0.close(.normal) }
    try await slot.onEventLoop { $0.close(.goingAway) }
    try await ours
    let client = try #require(await socket.next())
    guard case .closed = client else { return #expect(Bool(false), "\(client)") }
    for await event in delegate.stream {
      guard case .closed = event else { return #expect(Bool(false), "\(event)") }
      break
    }
    try await server.stop()
  }

  @Test("Thousands of small messages come back in order")
  func manyMessages() async throws {
    let server = try await TestServer.start()
    let socket = try await OpenSocket.open("ws://127.0.0.1:\(server.port)/")
    try await socket.run { handler in
      for number in 0..<5000 { handler.send(text: Array("message \(number)".utf8)) }
    }
    for number in 0..<5000 { #expect(await socket.next() == .text("message \(number)")) }
    try await socket.run { $0.abort() }
    try await server.stop()
  }
}
