import NIOCore
import NIOHTTP1
import NIOPosix
import Testing

@testable import WebSocket

@Suite(.timeLimit(.minutes(1)))
struct ConnectorTests {
  private static let switching =
    "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"

  @Test("Text and binary travel both ways, with headers and subprotocol as asked")
  func opens() async throws {
    let heads = AsyncStream<HTTPRequestHead>.makeStream()
    let server = try await TestServer.start { head, channel in
      heads.continuation.yield(head)
      return channel.eventLoop.makeSucceededFuture(
        .accept(UpgradeAcceptance(subprotocol: "realtime", makeDelegate: Echo.init)))
    }
    let socket = try await OpenSocket.open(
      "ws://localhost:\(server.port)/ws?alt=1", headers: [("Authorization", "Bearer t")], subprotocols: ["realtime"])
    var iterator = heads.stream.makeAsyncIterator()
    let head = try #require(await iterator.next())
    #expect(head.uri == "/ws?alt=1" && head.headers["authorization"] == ["Bearer t"])
    #expect(head.headers["host"] == ["localhost:\(server.port)"])
    try await socket.send("Grüße")
    try await socket.run { $0.send(.binary, [0, 255]) }
    #expect(await socket.next() == .text("Grüße"))
    #expect(await socket.next() == .binary([0, 255]))
    try await socket.run { $0.close(.normal, reason: "done") }
    #expect(await socket.next() == .closed(.closedByUs(.normal, reason: "done", answered: true)))
    try await server.stop()
  }

  /// 192.0.2.1 and 100::1 are nobody's, by RFC 5737 and RFC 6666; 127.0.0.2 takes no connection.
  @Test("All addresses of a name are tried, until one takes the connection")
  func addresses() async throws {
    let server = try await TestServer.start { _, channel in
      channel.eventLoop.makeSucceededFuture(.accept(UpgradeAcceptance(makeDelegate: Echo.init)))
    }
    let resolver = FixedResolver(
      v6: ["100::1"], v4: ["127.0.0.2", "192.0.2.1", "127.0.0.1"],
      eventLoop: MultiThreadedEventLoopGroup.singleton.next())
    let socket = try await OpenSocket.open("ws://voice.example:\(server.port)/", resolver: resolver)
    try await socket.send("here")
    #expect(await socket.next() == .text("here"))
    try await socket.run { $0.abort() }
    try await server.stop()
  }

  @Test("An answer other than 101 is an error with status, headers and at most 4 KiB of body")
  func refusedWithBody() async throws {
    let json = #"{"error":{"message":"no such model"}}"#
    let server = try await TestServer.start { head, channel in
      let body = Array((head.uri == "/long" ? String(repeating: "x", count: 9000) : json).utf8)
      return channel.eventLoop.makeSucceededFuture(
        .refuse(HTTPRefusal(.notFound, headers: ["Retry-After": "9"], json: body)))
    }
    guard case .answered(let answer) = await OpenSocket.failure("ws://127.0.0.1:\(server.port)/") else {
      return #expect(Bool(false), "another outcome")
    }
    #expect(answer.status == .notFound && answer.headers["retry-after"] == ["9"] && answer.body == Array(json.utf8))
    guard case .answered(let long) = await OpenSocket.failure("ws://127.0.0.1:\(server.port)/long") else {
      return #expect(Bool(false), "another outcome")
    }
    #expect(long.body.count == 4096)
    try await server.stop()
  }

  @Test("A port that nobody listens on, and a name that cannot exist")
  func unreachable() async throws {
    let server = try await TestServer.start()
    try await server.stop()
    guard
      case .refused(host: "127.0.0.1", port: server.port, _) = await OpenSocket.failure(
        "ws://127.0.0.1:\(server.port)/")
    else { return #expect(Bool(false), "another outcome") }
    let name = String(repeating: "a", count: 70)
    guard case .dns(host: name, _) = await OpenSocket.failure("ws://\(name)/") else {
      return #expect(Bool(false), "another outcome")
    }
  }

  @Test("The deadline says what was being waited for")
  func timeouts() async throws {
    let silent = try await RawPeer.listen(RawPeer())
    let port = silent.localAddress?.port ?? 0
    let second = TimeAmount.seconds(1)
    let proxies = ProxySettings(forSecure: nil, forPlain: HTTPProxy(host: "127.0.0.1", port: port), exceptions: [])
    async let upgrade = OpenSocket.failure("ws://127.0.0.1:\(port)/", timeout: second)
    async let proxy = OpenSocket.failure("ws://service.test/", proxies: proxies, timeout: second)
    async let tls = OpenSocket.failure("wss://127.0.0.1:\(port)/", timeout: second)
    #expect(await upgrade == .timeout(.upgrade))
    #expect(await proxy == .timeout(.proxy))
    #expect(await tls == .timeout(.tls))
    try await silent.close()
  }

  @Test("A header with a line break is not sent; the error names it and keeps its value to itself")
  func headerWithLineBreak() async throws {
    let error = await #expect(throws: WebSocketConnectError.self) {
      try await OpenSocket.open("ws://127.0.0.1:1/", headers: [("api-key", "secret\n")])
    }
    #expect(error?.description.contains("api-key") == true && error?.description.contains("secret") == false)
  }

  @Test("A cancelled attempt says so, at once")
  func cancels() async throws {
    let silent = try await RawPeer.listen(RawPeer())
    let url = "ws://127.0.0.1:\(silent.localAddress?.port ?? 0)/"
    #expect(await OpenSocket.failure(url, timeout: .hours(1)) { $0.cancel() } == .cancelled)
    try await silent.close()
  }

  @Test(
    "Answers that no WebSocket server gives are refused",
    arguments: [
      "SSH-2.0-OpenSSH\r\n",
      "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ACCEPT\r\n\r\n",
      "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nSec-WebSocket-Accept: ACCEPT\r\n\r\n",
      switching + "\r\n",
      switching + "Sec-WebSocket-Accept: bm90IHRoZSBhbnN3ZXI=\r\n\r\n",
      switching + "Sec-WebSocket-Accept: ACCEPT\r\n"
        + "Sec-WebSocket-Extensions: permessage-deflate\r\n\r\n",
      switching + "Sec-WebSocket-Accept: ACCEPT\r\n"
        + "Sec-WebSocket-Protocol: chat\r\n\r\n",
    ])
  func badHandshakes(answer: String) async throws {
    let server = try await ScriptedServer.start { answer.replacing("ACCEPT", with: $0) }
    guard case .badHandshake = await OpenSocket.failure("ws://127.0.0.1:\(server.port)/", subprotocols: ["realtime"])
    else { return #expect(Bool(false), "another outcome") }
    try await server.stop()
  }

  @Test("A server that ends the connection instead of answering is told apart")
  func endsInstead() async throws {
    let server = try await ScriptedServer.start { _ in nil }
    guard case .closed(.upgrade, _) = await OpenSocket.failure("ws://127.0.0.1:\(server.port)/") else {
      return #expect(Bool(false), "another outcome")
    }
    try await server.stop()
  }

  @Test("What the server sends in one piece with its answer is not lost, and comes after completion")
  func framesBehindAnswer() async throws {
    let frames = Wire.text("greeting", key: nil) + Wire.close(1001, "bye", key: nil)
    let server = try await ScriptedServer.start {
      Self.switching + "Sec-WebSocket-Accept: \($0)\r\n\r\n"
    } then: {
      frames[...]
    }
    let socket = try await OpenSocket.open("ws://127.0.0.1:\(server.port)/")
    #expect(await socket.next() == .text("greeting"))
    #expect(await socket.next() == .closed(.closedByPeer(.goingAway, reason: "bye")))
    try await server.stop()
  }

  @Test("A server that accepts, says why it will not serve us and ends TCP at once is heard")
  func endsBehindAnswer() async throws {
    let frames = Wire.text("sorry", key: nil) + Wire.close(1008, "no model", key: nil)
    let server = try await ScriptedServer.start(
      answer: { Self.switching + "Sec-WebSocket-Accept: \($0)\r\n\r\n" }, then: { frames[...] }, ends: true)
    // Once is not enough: the end has to be there when the answer is read.
    for _ in 1...20 {
      let socket = try await OpenSocket.open("ws://127.0.0.1:\(server.port)/")
      #expect(await socket.next() == .text("sorry"))
      #expect(await socket.next() == .closed(.closedByPeer(.policyViolation, reason: "no model")))
    }
    try await server.stop()
  }
}
