import Testing

@testable import WebSocket

struct WebSocketAddressTests {
  @Test(
    "URLs are taken apart",
    arguments: [
      (
        "ws://localhost:4000/realtime?model=a",
        WebSocketAddress(isSecure: false, host: "localhost", port: 4000, target: "/realtime?model=a")
      ),
      (
        "wss://us-east4-aiplatform.googleapis.com/ws/x.Y",
        WebSocketAddress(isSecure: true, host: "us-east4-aiplatform.googleapis.com", port: 443, target: "/ws/x.Y")
      ),
      ("https://h", WebSocketAddress(isSecure: true, host: "h", port: 443, target: "/")),
      ("HTTP://h?key=1", WebSocketAddress(isSecure: false, host: "h", port: 80, target: "/?key=1")),
      ("wss://[::1]:8443/a", WebSocketAddress(isSecure: true, host: "::1", port: 8443, target: "/a")),
    ])
  func parses(url: String, address: WebSocketAddress) throws {
    #expect(try WebSocketAddress(url) == address)
  }

  @Test(
    "What is not such a URL is refused, and the refusal does not repeat it",
    arguments: [
      "", "localhost:4000", "ftp://h/", "ws://", "ws://:80/", "ws://h:0/", "ws://h:70000/", "ws://h:x/", "ws://a b/",
      "ws://user:secret@h/", "ws://h/#top", "ws://h/a b", "ws://h/\r\nX: secret", "ws://[::1/", "ws://[nonsense]/",
      "ws://a:1:2/",
    ])
  func refuses(url: String) {
    guard
      case .badAddress(let reason) = #expect(
        throws: WebSocketConnectError.self, performing: { try WebSocketAddress(url) })
    else { return #expect(Bool(false), "another error") }
    #expect(!reason.contains("secret"))
  }

  @Test("The Host header has the port only if it is not the usual one")
  func hostHeader() throws {
    #expect(try WebSocketAddress("wss://h:443/").hostHeader == "h")
    #expect(try WebSocketAddress("wss://h:80/").hostHeader == "h:80")
    #expect(try WebSocketAddress("ws://[::1]:4000/").hostHeader == "[::1]:4000")
  }
}
