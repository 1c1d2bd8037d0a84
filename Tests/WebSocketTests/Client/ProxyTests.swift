import NIOCore
import NIOSSL
import Testing

@testable import WebSocket

@Suite(.timeLimit(.minutes(1)))
struct ProxyTests {
  private static func settings(_ proxy: TestProxy, _ authentication: String = "") throws -> ProxySettings {
    let url = "http://\(authentication)127.0.0.1:\(proxy.port)"
    return try ProxySettings(environment: ["HTTPS_PROXY": url, "HTTP_PROXY": url])
  }

  @Test("ws and wss go through the tunnel; the name is checked against the server, not the proxy")
  func tunnels() async throws {
    let authority = try TestAuthority()
    let server = try await TestServer.start(tls: try authority.server(names: ["service.test"], addresses: []))
    let proxy = try await TestProxy.start()
    try await authority.withFile { file in
      let trust = try ClientTrust.context(caFile: file)
      for scheme in ["ws", "wss"] {
        let socket = try await OpenSocket.open(
          "\(scheme)://service.test:\(server.port)/", tls: trust, proxies: try Self.settings(proxy, "user:pass@"))
        try await socket.send("through the tunnel")
        #expect(await socket.next() == .text("through the tunnel"))
        try await socket.run { $0.close(.normal) }
        #expect(await socket.next() == .closed(.closedByUs(.normal, reason: "", answered: true)))
        #expect(proxy.request.hasPrefix("CONNECT service.test:\(server.port) HTTP/1.1\r\n"))
        #expect(proxy.request.contains("Proxy-Authorization: Basic dXNlcjpwYXNz\r\n"))
        #expect(proxy.request.contains("Host: service.test:\(server.port)\r\n"))
      }
    }
    try await proxy.stop()
    try await server.stop()
  }

  @Test(
    "The refusal of a proxy has its status and advice",
    arguments: [
      (407, "user and password"), (403, "does not allow"), (502, "Bad Gateway"),
    ])
  func refusals(status: Int, advice: String) async throws {
    let proxy = try await TestProxy.start(
      refusal: "HTTP/1.1 \(status) Bad Gateway\r\nContent-Length: 2\r\n\r\nno")
    let error = await OpenSocket.failure("wss://service.test/", proxies: try Self.settings(proxy))
    guard case .proxy(status: status, let text) = error else {
      return #expect(Bool(false), "\(String(describing: error))")
    }
    #expect(text.contains(advice))
    try await proxy.stop()
  }

  @Test("A proxy that does not speak HTTP is a failure of the proxy")
  func nonsense() async throws {
    let proxy = try await TestProxy.start(refusal: "hello?\r\n\r\n")
    guard
      case .proxy(status: nil, _) = await OpenSocket.failure("wss://service.test/", proxies: try Self.settings(proxy))
    else { return #expect(Bool(false), "another outcome") }
    try await proxy.stop()
  }

  @Test("A proxy that is not there is named")
  func unreachable() async throws {
    let proxy = try await TestProxy.start()
    let (settings, port) = (try Self.settings(proxy), proxy.port)
    try await proxy.stop()
    guard
      case .refused(host: "127.0.0.1", port: port, _) = await OpenSocket.failure(
        "wss://service.test/", proxies: settings)
    else { return #expect(Bool(false), "another outcome") }
  }
}
