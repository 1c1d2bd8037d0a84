import NIOCore
import Testing

@testable import WebSocket

/// Frames that go to the system past the channel, and those that the system does not take.
@Suite(.timeLimit(.minutes(1)))
struct DirectSocketTests {
  private static let ways: [WebSocketConfiguration.Writing] = [.pastPipeline, .throughPipeline]

  @Test("To a peer that stops reading and goes on, all arrives whole and in order, whichever way", arguments: ways)
  func stops(writing: WebSocketConfiguration.Writing) async throws {
    let slot = HandlerSlot()
    let delegate = RecordingDelegate()
    let server = try await TestServer.start(delegate) { slot.handler = $0 }
    let socket = try await OpenSocket.open("ws://127.0.0.1:\(server.port)/", writing: writing)
    var next = 0
    for _ in 0..<3 {
      try await slot.onEventLoop { $0.pauseReading() }
      // Tick by tick, until the system takes no more and the channel holds the rest.
      let first = next
      while try await socket.run({ $0.isWritable }) {
        let number = next
        try await socket.run { $0.send(text: Array("\(number) ".utf8) + Array(repeating: 0x61, count: 3_000)) }
        next += 1
      }
      try await slot.onEventLoop { $0.resumeReading() }
      var received = first
      for await event in delegate.stream {
        guard case .text(let text) = event else { continue }
        #expect(text.hasPrefix("\(received) a") && text.utf8.count > 3_000)
        received += 1
        if received == next { break }
      }
    }
    #expect(next > 3)
    try await socket.run { $0.close(.normal) }
    #expect(await socket.next() == .closed(.closedByUs(.normal, reason: "", answered: true)))
    try await server.stop()
  }

  @Test("The first frames follow the answer to the handshake, and later ones the first")
  func begins() async throws {
    let server = try await TestServer.start(RecordingDelegate()) { socket in
      for number in 0..<3 { socket.send(text: Array("early \(number)".utf8)) }
      socket.eventLoop.assumeIsolated().execute {
        socket.flush()
        socket.send(text: Array("late".utf8))
      }
    }
    let socket = try await OpenSocket.open("ws://127.0.0.1:\(server.port)/")
    for number in 0..<3 { #expect(await socket.next() == .text("early \(number)")) }
    #expect(await socket.next() == .text("late"))
    try await socket.run { $0.abort() }
    try await server.stop()
  }

  @Test("What is sent to a peer that has gone ends in a report, not in a signal")
  func gone() async throws {
    let slot = HandlerSlot()
    let delegate = RecordingDelegate()
    let server = try await TestServer.start(delegate) { slot.handler = $0 }
    let socket = try await OpenSocket.open("ws://127.0.0.1:\(server.port)/")
    try await slot.onEventLoop { $0.send(text: Array("hello".utf8)) }
    #expect(await socket.next() == .text("hello"))
    try await slot.onEventLoop { $0.pauseReading() }
    try await socket.run { $0.abort() }
    for _ in 0..<50 {
      try await slot.onEventLoop { handler in
        handler.send(text: Array(repeating: 0x61, count: 1_000))
        handler.flush()
      }
    }
    try await slot.onEventLoop { $0.resumeReading() }
    for await event in delegate.stream {
      guard case .closed(let report) = event else { continue }
      // Whichever the system tells first.
      switch report {
      case .connectionLost, .endOfStream: break
      case .closedByPeer, .closedByUs, .failedByPeer, .unresponsive, .aborted: #expect(Bool(false), "\(report)")
      }
      break
    }
    try await server.stop()
  }
}
