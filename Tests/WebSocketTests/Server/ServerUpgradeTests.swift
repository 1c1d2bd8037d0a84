import NIOCore
import NIOHTTP1
import NIOPosix
import Testing

@testable import WebSocket

@Suite(.timeLimit(.minutes(1)))
struct ServerUpgradeTests {
  private static let handshake =
    "GET /realtime HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"

  @Test("Frames that come in one piece with the handshake are not lost")
  func framesBehindHandshake() async throws {
    let server = try await TestServer.start()
    let peer = try await RawPeer.dial(server.port)
    try await peer.send(Array(Self.handshake.utf8) + Wire.text("early") + Wire.close(1000))
    let answer = await peer.waitForEnd()
    #expect(answer.hasPrefix("HTTP/1.1 101 Switching Protocols\r\n"))
    #expect(answer.contains("\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n"))
    #expect(peer.received.suffix(11) == ([0x81, 5] + Array("early".utf8) + [0x88, 2, 3, 0xE8])[...])
    try await server.stop()
  }

  @Test("A decision may come later; frames sent meanwhile wait")
  func laterDecision() async throws {
    let server = try await TestServer.start { _, channel in
      channel.eventLoop.scheduleTask(in: .milliseconds(50)) {
        UpgradeDecision.accept(UpgradeAcceptance(makeDelegate: Echo.init))
      }.futureResult
    }
    let peer = try await RawPeer.dial(server.port)
    try await peer.send(Self.handshake)
    try await peer.send(Wire.text("impatient"))
    await peer.waitUntil { $0.hasSuffix("impatient") }
    #expect(peer.text.hasSuffix("impatient"))
    try await peer.reset()
    try await server.stop()
  }

  @Test("A refusal arrives whole, with its headers, and ends the connection")
  func refusal() async throws {
    let server = try await TestServer.start { _, channel in
      channel.eventLoop.makeSucceededFuture(
        .refuse(HTTPRefusal(.serviceUnavailable, headers: ["Retry-After": "5"], json: Array(#"{"error":{}}"#.utf8))))
    }
    let peer = try await RawPeer.dial(server.port)
    try await peer.send(Array(Self.handshake.utf8) + Wire.text("unread"))
    let answer = await peer.waitForEnd()
    #expect(answer.hasPrefix("HTTP/1.1 503 ") && answer.hasSuffix(#"{"error":{}}"#))
    #expect(answer.contains("Retry-After: 5\r\n") && answer.contains("Content-Type: application/json\r\n"))
    try await server.stop()
  }

  @Test("A decision that fails is a 500")
  func failedDecision() async throws {
    struct Broken: Error {}
    let server = try await TestServer.start { _, channel in channel.eventLoop.makeFailedFuture(Broken()) }
    let peer = try await RawPeer.dial(server.port)
    try await peer.send(Self.handshake)
    #expect(await peer.waitForEnd().hasPrefix("HTTP/1.1 500 "))
    try await server.stop()
  }

  @Test("Ordinary requests reach the HTTP handlers whole, several on one connection")
  func ordinaryHTTP() async throws {
    let server = try await TestServer.start()
    let peer = try await RawPeer.dial(server.port)
    try await peer.send("POST /one HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello")
    await peer.waitUntil { $0.hasSuffix("POST /one 5") }
    try await peer.send("GET /two HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
    #expect(await peer.waitForEnd().hasSuffix("GET /two 0"))
    try await server.stop()
  }

  @Test("A handshake that is left to HTTP is answered there, with the head that was kept, and ends the connection")
  func handshakeAnsweredByHTTP() async throws {
    let server = try await TestServer.start { _, channel in channel.eventLoop.makeSucceededFuture(.http) }
    let peer = try await RawPeer.dial(server.port)
    try await peer.send(Self.handshake)
    #expect(await peer.waitForEnd().hasSuffix("GET /realtime 0"))
    try await server.stop()
  }

  @Test("A wish for HTTP/2 is ignored, and the connection ends with the answer")
  func http2Wish() async throws {
    let server = try await TestServer.start()
    let peer = try await RawPeer.dial(server.port)
    try await peer.send("GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n\r\n")
    #expect(await peer.waitForEnd().hasSuffix("GET / 0"))
    try await server.stop()
  }

  @Test("A handshake on a connection that has served HTTP ends it unanswered, so that a proxy dials anew")
  func handshakeAfterHTTP() async throws {
    let server = try await TestServer.start()
    let peer = try await RawPeer.dial(server.port)
    try await peer.send("GET /one HTTP/1.1\r\nHost: a\r\n\r\n")
    await peer.waitUntil { $0.hasSuffix("GET /one 0") }
    try await peer.send(Self.handshake)
    #expect(await peer.waitForEnd().hasSuffix("GET /one 0"))
    try await server.stop()
  }

  @Test("What is not HTTP is a 400, a wrong handshake too, endless header fields a 431")
  func badRequests() async throws {
    let server = try await TestServer.start()
    let wrong = Self.handshake.replacing("dGhlIHNhbXBsZSBub25jZQ==", with: "nonsense")
    let endless = "GET / HTTP/1.1\r\nHost: a\r\nX: \(String(repeating: "x", count: 10_000))\r\n\r\n"
    for (request, status) in [("\u{1}\u{2}\u{3}\r\n\r\n", "400"), (wrong, "400"), (endless, "431")] {
      let peer = try await RawPeer.dial(server.port)
      try await peer.send(request)
      #expect(await peer.waitForEnd().hasPrefix("HTTP/1.1 \(status) "))
    }
    try await server.stop()
  }

  @Test("The chosen subprotocol and further headers are in the answer")
  func acceptanceHeaders() async throws {
    let server = try await TestServer.start { head, channel in
      let chosen = ServerHandshake.offeredSubprotocols(head).first { $0 == "realtime" }
      return channel.eventLoop.makeSucceededFuture(
        .accept(UpgradeAcceptance(subprotocol: chosen, headers: ["x-request-id": "req_1"], makeDelegate: Echo.init)))
    }
    let peer = try await RawPeer.dial(server.port)
    try await peer.send(
      Self.handshake.dropLast() + "Sec-WebSocket-Protocol: secret-key, realtime\r\n\r\n")
    await peer.waitUntil { $0.hasSuffix("\r\n\r\n") }
    #expect(peer.text.contains("\r\nSec-WebSocket-Protocol: realtime\r\n"))
    #expect(peer.text.contains("\r\nx-request-id: req_1\r\n") && !peer.text.contains("secret-key"))
    try await peer.reset()
    try await server.stop()
  }

  @Test("The outcome says what became of the connection")
  func outcome() async throws {
    let cases = [
      (Self.handshake, "webSocket"), ("GET / HTTP/1.1\r\nHost: a\r\n\r\n", "http(7)"), ("\u{1}\r\n\r\n", "ended"),
    ]
    for (request, expected) in cases {
      let outcomes = AsyncStream<String>.makeStream()
      let listener = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
        .childChannelInitializer { channel in
          channel.eventLoop.makeCompletedFuture {
            let upgrade = WebSocketServerUpgrade<Int>(
              decide: { _, channel in
                channel.eventLoop.makeSucceededFuture(.accept(UpgradeAcceptance(makeDelegate: Echo.init)))
              }, http: { _ in 7 })
            try upgrade.configure(channel).whenSuccess { outcomes.continuation.yield("\($0)") }
          }
        }
        .bind(host: "127.0.0.1", port: 0).get()
      let peer = try await RawPeer.dial(listener.localAddress?.port ?? 0)
      try await peer.send(request)
      for await outcome in outcomes.stream {
        #expect(outcome == expected)
        break
      }
      try? await peer.reset()
      try await listener.close()
    }
  }
}
