import NIOCore
import NIOSSL
import Testing

@testable import WebSocket

@Suite(.timeLimit(.minutes(1)))
struct TLSSniffTests {
  @Test("One port serves ws and wss, plain and encrypted HTTP")
  func bothOnOnePort() async throws {
    let authority = try TestAuthority()
    let server = try await TestServer.start(tls: try authority.server())
    try await authority.withFile { file in
      let trust = try ClientTrust.context(caFile: file)
      for url in [
        "ws://localhost:\(server.port)/", "wss://localhost:\(server.port)/", "wss://127.0.0.1:\(server.port)/",
      ] {
        let socket = try await OpenSocket.open(url, tls: trust)
        try await socket.send("hello " + url)
        #expect(await socket.next() == .text("hello " + url))
        try await socket.run { $0.close(.normal) }
        #expect(await socket.next() == .closed(.closedByUs(.normal, reason: "", answered: true)))
      }
    }
    let peer = try await RawPeer.dial(server.port)
    try await peer.send("GET /plain HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
    #expect(await peer.waitForEnd().hasSuffix("GET /plain 0"))
    try await server.stop()
  }

  @Test("Where TLS is required a plain request is told so and gets nothing else")
  func required() async throws {
    let server = try await TestServer.start(tls: try TestAuthority().server(), policy: .required)
    let peer = try await RawPeer.dial(server.port)
    try await peer.send("GET /plain HTTP/1.1\r\nHost: a\r\n\r\n")
    let answer = await peer.waitForEnd()
    #expect(answer.hasPrefix("HTTP/1.1 400 Bad Request\r\n") && answer.contains("TLS only"))
    #expect(!answer.contains("GET /plain"))
    try await server.stop()
  }

  @Test("A channel knows whether it speaks TLS")
  func isSecure() async throws {
    let authority = try TestAuthority()
    let seen = AsyncStream<Bool>.makeStream()
    let server = try await TestServer.start(tls: try authority.server()) { _, channel in
      seen.continuation.yield(TLSSniffHandler.isSecure(channel))
      return channel.eventLoop.makeSucceededFuture(.accept(UpgradeAcceptance(makeDelegate: Echo.init)))
    }
    var answers = seen.stream.makeAsyncIterator()
    try await authority.withFile { file in
      let trust = try ClientTrust.context(caFile: file)
      for scheme in ["ws", "wss"] {
        let socket = try await OpenSocket.open("\(scheme)://localhost:\(server.port)/", tls: trust)
        #expect(await answers.next() == (scheme == "wss"))
        try await socket.run { $0.abort() }
      }
    }
    try await server.stop()
  }
}
