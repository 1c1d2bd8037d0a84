import Admission
import GatewayServer
import NIOCore
import Testing
import WebSocket

/// The orderly end: nobody new, those who are there may finish, then the port closes.
@Suite(.timeLimit(.minutes(1)))
struct ShutdownTests {
  /// Until the drain has reached the calls.
  private func draining(_ client: TestClient) async {
    for await event in client.events where event == .text("draining") { return }
  }

  @Test("While calls run, readiness is off, new sessions are refused, and other routes answer")
  func refusesNewSessions() async throws {
    try await TestGateway.run(calls: EchoCalls(.stays)) { gateway async throws in
      let client = try await TestClient.connect(gateway)
      await gateway.shutDown()
      await draining(client)

      let ready = try await RawHTTP.ask(gateway, "GET /health/readiness")
      #expect(ready.status == 503)
      #expect(ready.body.hasPrefix(#"{"status":"draining","open_sessions":1,"max_sessions":1000,"seconds_left":"#))
      #expect(try await RawHTTP.ask(gateway, "GET /health/liveness").status == 200)
      let refused = try await RawHTTP.upgrade(gateway, "/realtime?model=voice")
      #expect(refused.status == 503)
      #expect(refused.headers["retry-after"] == "1")
      #expect(refused.body == Refusal.draining.json)
      client.close()
    }
  }

  @Test("A running call goes on until it ends by itself; then the port closes")
  func waitsForCalls() async throws {
    let calls = EchoCalls(.stays)
    try await TestGateway.run(calls: calls) { gateway async throws in
      let client = try await TestClient.connect(gateway)
      await gateway.shutDown()
      var heard = client.events.makeAsyncIterator()
      #expect(await heard.next() == .text("hello"))
      #expect(await heard.next() == .text("draining"))
      client.send("still here")
      #expect(await heard.next() == .text("still here"))
      client.close()
      #expect(await heard.next() == .closed(.closedByUs(.normal, reason: "", answered: true)))
      var isOpen = true
      while isOpen {
        do { _ = try await RawHTTP.ask(gateway, "GET /health") } catch { isOpen = false }
      }
    }
  }

  @Test("A call that leaves closes with its own code")
  func callsLeave() async throws {
    try await TestGateway.run(calls: EchoCalls(.leaves)) { gateway async throws in
      let client = try await TestClient.connect(gateway)
      await gateway.shutDown()
      var heard: [TestClient.Event] = []
      for await event in client.events { heard.append(event) }
      #expect(heard.last == .closed(.closedByPeer(.serviceRestart, reason: "")))
    }
  }

  @Test("Calls that do not end are cut off at the end of drain_timeout")
  func cutsOff() async throws {
    var configuration = TestGateway.configuration
    configuration.listener.drainTimeout = .milliseconds(50)
    try await TestGateway.run(configuration, calls: EchoCalls(.stays)) { gateway async throws in
      let client = try await TestClient.connect(gateway)
      await gateway.shutDown()
      var heard: [TestClient.Event] = []
      for await event in client.events { heard.append(event) }
      guard case .closed(let report) = heard.last else { return #expect(Bool(false)) }
      #expect(report.code == .abnormal)
    }
  }

  @Test("Idle connections do not hold the end up")
  func idleConnections() async throws {
    try await TestGateway.run { gateway async throws in
      let silent = try await RawHTTP.connect(gateway)
      let idle = try await RawHTTP.connect(gateway)
      try await silent.channel.executeThenClose { silentInbound, _ in
        try await idle.channel.executeThenClose { idleInbound, outbound in
          try await outbound.write(ByteBuffer(string: "GET /health HTTP/1.1\r\nHost: x\r\n\r\n"))
          var answered = idleInbound.makeAsyncIterator()
          #expect(try await answered.next() != nil)
          await gateway.shutDown()
          while try await answered.next() != nil {}
        }
        for try await _ in silentInbound {}
      }
    }
  }
}
