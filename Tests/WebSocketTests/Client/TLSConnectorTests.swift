import NIOCore
import NIOSSL
import Testing

@testable import WebSocket

@Suite(.timeLimit(.minutes(1)))
struct TLSConnectorTests {
  @Test("A certificate of an unknown authority is refused, with a hint at ca_file")
  func unknownAuthority() async throws {
    let server = try await TestServer.start(tls: try TestAuthority().server())
    let error = await OpenSocket.failure("wss://localhost:\(server.port)/")
    guard case .tls(let text) = error else { return #expect(Bool(false), "\(String(describing: error))") }
    #expect(text.contains("ca_file"))
    try await server.stop()
  }

  @Test("A certificate for another name or address is refused, however trusted")
  func wrongName() async throws {
    let authority = try TestAuthority()
    let server = try await TestServer.start(
      tls: try authority.server(names: ["elsewhere.test"], addresses: [[127, 0, 0, 9]]))
    try await authority.withFile { file in
      let trust = try ClientTrust.context(caFile: file)
      for host in ["localhost", "127.0.0.1"] {
        let error = await OpenSocket.failure("wss://\(host):\(server.port)/", tls: trust)
        guard case .tls(let text) = error else { return #expect(Bool(false), "\(String(describing: error))") }
        #expect(text.contains("another host name"))
      }
    }
    try await server.stop()
  }

  @Test("A server that does not speak TLS is a TLS error")
  func plainServer() async throws {
    let plain = try await TestServer.start()
    guard case .tls = await OpenSocket.failure("wss://127.0.0.1:\(plain.port)/") else {
      return #expect(Bool(false), "another outcome")
    }
    try await plain.stop()
  }

  @Test("A ca_file that is missing or empty is an error that names it")
  func badFile() {
    for path in ["/does/not/exist.pem", "/dev/null"] {
      let error = #expect(throws: WebSocketConnectError.self) { try ClientTrust.context(caFile: path) }
      #expect(error?.description.contains(path) == true)
    }
  }

  @Test("Over TLS the close handshake is complete on both sides")
  func closes() async throws {
    let authority = try TestAuthority()
    let delegate = RecordingDelegate()
    let server = try await TestServer.start(tls: try authority.server(), delegate) { socket in
      socket.send(text: Array("welcome".utf8))
      socket.close(.serviceRestart, reason: "draining")
    }
    try await authority.withFile { file in
      let socket = try await OpenSocket.open(
        "wss://localhost:\(server.port)/", tls: try ClientTrust.context(caFile: file))
      #expect(await socket.next() == .text("welcome"))
      #expect(await socket.next() == .closed(.closedByPeer(.serviceRestart, reason: "draining")))
    }
    for await event in delegate.stream {
      #expect(event == .closed(.closedByUs(.serviceRestart, reason: "draining", answered: true)))
      break
    }
    try await server.stop()
  }
}
