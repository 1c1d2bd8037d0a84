import NIOConcurrencyHelpers
import NIOCore
import NIOPosix
import Testing

@testable import WebSocket

@Suite("Caching resolver", .timeLimit(.minutes(1)))
struct CachingResolverTests {
  private func address(_ text: String, port: Int = 0) throws -> SocketAddress {
    try SocketAddress(ipAddress: text, port: port)
  }

  @Test("Two dials at the same time are one lookup, and each gets its own port")
  func shared() async throws {
    let lookups = HeldLookups()
    let resolver = CachingResolver(lookUp: lookups.start)
    let first = resolver.initiateAAAAQuery(host: "Voice.example", port: 443)
    let second = resolver.initiateAQuery(host: "voice.example", port: 8443)
    #expect(lookups.names == ["voice.example"])
    lookups.answer(.success(HostAddresses(v6: [try address("2001:db8::1")], v4: [try address("192.0.2.1")])))
    #expect(try await first.get() == [try address("2001:db8::1", port: 443)])
    #expect(try await second.get() == [try address("192.0.2.1", port: 8443)])
    #expect(try await resolver.initiateAQuery(host: "voice.example", port: 1).get().count == 1)
    #expect(lookups.names.count == 1)
  }

  @Test("An old answer is given at once, while one lookup renews it")
  func renewed() async throws {
    let lookups = HeldLookups()
    let clock = NIOLockedValueBox(NIODeadline.uptimeNanoseconds(1_000_000_000_000))
    let resolver = CachingResolver(now: { clock.withLockedValue { $0 } }, lookUp: lookups.start)
    let found = resolver.initiateAQuery(host: "a.example", port: 1)
    lookups.answer(.success(HostAddresses(v4: [try address("192.0.2.1")])))
    #expect(try await found.get().count == 1)
    clock.withLockedValue { $0 = $0 + .seconds(31) }
    for _ in 1...3 {
      #expect(
        try await resolver.initiateAQuery(host: "a.example", port: 1).get() == [try address("192.0.2.1", port: 1)])
    }
    #expect(lookups.names.count == 2)
    lookups.answer(.success(HostAddresses(v4: [try address("192.0.2.2")])))
    #expect(try await resolver.initiateAQuery(host: "a.example", port: 1).get() == [try address("192.0.2.2", port: 1)])
  }

  @Test("All who wait for a name that is not found are told why")
  func failed() async throws {
    let lookups = HeldLookups()
    let resolver = CachingResolver(lookUp: lookups.start)
    let futures = [
      resolver.initiateAAAAQuery(host: "a.example", port: 1), resolver.initiateAQuery(host: "a.example", port: 1),
    ]
    lookups.answer(.failure(LookupFailure("no such name")))
    for future in futures {
      await #expect(throws: LookupFailure("no such name")) { try await future.get() }
    }
  }

  @Test("An address is not looked up", arguments: ["192.0.2.1", "2001:db8::1"])
  func literal(host: String) async throws {
    let lookups = HeldLookups()
    let resolver = CachingResolver(lookUp: lookups.start)
    let v6 = try await resolver.initiateAAAAQuery(host: host, port: 443).get()
    let v4 = try await resolver.initiateAQuery(host: host, port: 443).get()
    #expect(v6 + v4 == [try address(host, port: 443)])
    #expect(lookups.names == [])
  }

  @Test("The system knows this machine by name")
  func system() async throws {
    let resolver = CachingResolver()
    let v6 = try await resolver.initiateAAAAQuery(host: "localhost", port: 443).get()
    let v4 = try await resolver.initiateAQuery(host: "localhost", port: 443).get()
    #expect((v6 + v4).contains { [try? address("127.0.0.1", port: 443), try? address("::1", port: 443)].contains($0) })
    #expect(Set((v6 + v4).map(\.description)).count == (v6 + v4).count)
  }

  /// 127.0.0.2 takes no connection.
  @Test("When nobody takes a connection at the known address, the next dial finds the new one")
  func moved() async throws {
    let server = try await TestServer.start()
    let count = NIOLockedValueBox(0)
    let answers = try ["127.0.0.2", "127.0.0.1"].map { HostAddresses(v4: [try address($0)]) }
    let resolver = CachingResolver(lookUp: HeldLookups.answering(answers, counted: count))
    let url = "ws://voice.example:\(server.port)/"
    await #expect(throws: WebSocketConnectError.self) { try await OpenSocket.open(url, resolver: resolver) }
    for _ in 1...2 {
      let socket = try await OpenSocket.open(url, resolver: resolver)
      try await socket.run { $0.abort() }
    }
    #expect(count.withLockedValue { $0 } == 2)
    try await server.stop()
  }
}
