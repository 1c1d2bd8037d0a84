import NIOHTTP1
import Testing

@testable import WebSocket

struct ServerHandshakeTests {
  private static let key = "dGhlIHNhbXBsZSBub25jZQ=="

  private static func head(
    _ method: HTTPMethod = .GET, version: HTTPVersion = .http1_1, _ change: (inout HTTPHeaders) -> Void = { _ in }
  ) -> HTTPRequestHead {
    var headers: HTTPHeaders = [
      "Host": "localhost", "Upgrade": "WebSocket", "Connection": "keep-alive, Upgrade", "Sec-WebSocket-Version": "13",
      "Sec-WebSocket-Key": key,
    ]
    change(&headers)
    return HTTPRequestHead(version: version, method: method, uri: "/realtime", headers: headers)
  }

  private static func status(_ head: HTTPRequestHead) -> HTTPResponseStatus? {
    guard case .malformed(let refusal) = ServerHandshake.read(head), !refusal.body.isEmpty else { return nil }
    return refusal.status
  }

  @Test("A correct handshake is recognised, tokens in any case and in lists")
  func correct() {
    #expect(ServerHandshake.read(Self.head()) == .webSocket(key: Self.key))
    #expect(
      ServerHandshake.read(Self.head { $0.replaceOrAdd(name: "Connection", value: "upgrade") })
        == .webSocket(key: Self.key))
  }

  @Test("A request that does not ask for a WebSocket is ordinary")
  func ordinary() {
    #expect(ServerHandshake.read(Self.head { $0.remove(name: "Upgrade") }) == .ordinary)
    #expect(ServerHandshake.read(Self.head { $0.replaceOrAdd(name: "Upgrade", value: "h2c") }) == .ordinary)
  }

  @Test("Each missing or wrong piece is a bad request")
  func malformed() {
    #expect(Self.status(Self.head(.POST)) == .badRequest)
    #expect(Self.status(Self.head(version: .http1_0)) == .badRequest)
    #expect(Self.status(Self.head { $0.replaceOrAdd(name: "Connection", value: "close") }) == .badRequest)
    #expect(Self.status(Self.head { $0.remove(name: "Host") }) == .badRequest)
    #expect(Self.status(Self.head { $0.add(name: "Content-Length", value: "5") }) == .badRequest)
    #expect(Self.status(Self.head { $0.add(name: "Transfer-Encoding", value: "chunked") }) == .badRequest)
    for key in ["", "short", "dGhlIHNhbXBsZSBub25jZQ", "dGhlIHNhbXBsZSBub25jZSE=", "!!!!!!!!!!!!!!!!!!!!!!=="] {
      #expect(Self.status(Self.head { $0.replaceOrAdd(name: "Sec-WebSocket-Key", value: key) }) == .badRequest)
    }
    #expect(Self.status(Self.head { $0.add(name: "Sec-WebSocket-Key", value: Self.key) }) == .badRequest)
    #expect(Self.status(Self.head { $0.remove(name: "Sec-WebSocket-Key") }) == .badRequest)
  }

  @Test("Another version is answered with the one we speak", arguments: ["8", "14", ""])
  func version(version: String) {
    let head = Self.head { $0.replaceOrAdd(name: "Sec-WebSocket-Version", value: version) }
    guard case .malformed(let refusal) = ServerHandshake.read(head) else { return #expect(Bool(false), "taken") }
    #expect(refusal.status == .upgradeRequired && refusal.head.headers["Sec-WebSocket-Version"] == ["13"])
  }

  @Test("The answer to the standard's key is the standard's")
  func answer() {
    #expect(HandshakeKey.answer(to: Self.key) == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
    #expect(HandshakeKey.isValid(HandshakeKey.random()))
    #expect(HandshakeKey.random() != HandshakeKey.random())
  }

  @Test("Offered subprotocols come in the client's order, from one header or several")
  func subprotocols() {
    let head = Self.head {
      $0.add(name: "Sec-WebSocket-Protocol", value: "realtime, openai-insecure-api-key.x")
      $0.add(name: "Sec-WebSocket-Protocol", value: "openai-beta.realtime-v1")
    }
    #expect(
      ServerHandshake.offeredSubprotocols(head)
        == ["realtime", "openai-insecure-api-key.x", "openai-beta.realtime-v1"])
  }
}
