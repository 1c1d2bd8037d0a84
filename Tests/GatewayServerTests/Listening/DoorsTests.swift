import NIOCore
import NIOPosix
import Testing

@testable import GatewayServer

/// Which event loop a client comes to; with a real port and two loops.
@Suite(.timeLimit(.minutes(1)))
struct DoorsTests {
  /// A gateway on two loops, the first and the second of which are 0 and 1 for `body`.
  private func withTwoLoops(
    _ body:
      @Sendable @escaping (TestGateway, _ loops: @escaping @Sendable (Int) async throws -> [Int]) async throws
      -> Void
  ) async throws {
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 2)
    let all = Array(group.makeIterator())
    try await TestGateway.run(on: group) { gateway async throws in
      try await body(gateway) { count in
        _ = try await gateway.calls.requests(count)
        return gateway.calls.eventLoops.compactMap { loop in all.firstIndex { $0 === loop } }
      }
    }
    try await group.shutdownGracefully()
  }

  /// Until the gateway has only so many sessions, and every loop knows.
  private func left(_ count: Int, _ gateway: TestGateway) async throws {
    while try await RawHTTP.ask(gateway, "GET /health/readiness").body.contains("\"open_sessions\":\(count),") == false
    {
      try await Task.sleep(for: .milliseconds(5))
    }
    // What ends a session is told to the doors in the same tick; another request comes through them after that.
    for _ in 0..<4 { _ = try await RawHTTP.ask(gateway, "GET /health/liveness") }
  }

  @Test("Clients who come one after the other are spread over the loops")
  func spread() async throws {
    try await withTwoLoops { gateway, loops in
      var clients: [TestClient] = []
      for _ in 0..<6 { clients.append(try await TestClient.connect(gateway)) }
      #expect(try await loops(6) == [0, 1, 0, 1, 0, 1])
      for client in clients { client.close() }
    }
  }

  @Test("While calls run on one loop, newcomers go to the other, whatever plain requests come between")
  func longCalls() async throws {
    try await withTwoLoops { gateway, loops in
      var clients: [TestClient] = []
      for _ in 0..<10 { clients.append(try await TestClient.connect(gateway)) }
      for number in stride(from: 1, to: 10, by: 2) { clients[number].close() }
      try await left(5, gateway)
      for _ in 0..<2 {
        #expect(try await RawHTTP.ask(gateway, "GET /health").status == 200)
        clients.append(try await TestClient.connect(gateway))
      }
      #expect(try await loops(12).suffix(2) == [1, 1])
      for client in clients { client.close() }
    }
  }

  @Test("Connections that have not said yet what they want count")
  func silent() async throws {
    try await withTwoLoops { gateway, loops in
      let first = try await RawHTTP.connect(gateway)
      try await first.channel.executeThenClose { _, _ in
        let client = try await TestClient.connect(gateway)
        let second = try await RawHTTP.connect(gateway)
        try await second.channel.executeThenClose { _, _ in
          let other = try await TestClient.connect(gateway)
          #expect(try await loops(2) == [1, 1])
          other.close()
        }
        client.close()
      }
    }
  }

  @Test("Many clients at once are spread evenly")
  func burst() async throws {
    try await withTwoLoops { gateway, loops in
      let clients = try await withThrowingTaskGroup(of: TestClient.self) { tasks in
        for _ in 0..<40 { tasks.addTask { try await TestClient.connect(gateway) } }
        return try await tasks.reduce(into: []) { $0.append($1) }
      }
      #expect(try await loops(40).filter { $0 == 0 }.count == 20)
      for client in clients { client.close() }
    }
  }
}
