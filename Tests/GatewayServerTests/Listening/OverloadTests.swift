import Testing

@testable import GatewayServer

/// Clients that come while the process has too much to carry. When that is, `BurdenTests` say.
@Suite(.timeLimit(.minutes(1)))
struct OverloadTests {
  @Test("The memory of the machine and our part of it are known", .enabled(if: MachineMemory.resident != nil))
  func memory() throws {
    let resident = try #require(MachineMemory.resident)
    let available = try #require(MachineMemory.available)
    #expect(resident > 1 << 20)
    #expect(available > resident)
  }

  @Test("Too much memory in use is 503 before the upgrade, with a time", .enabled(if: MachineMemory.resident != nil))
  func tooMuch() async throws {
    var configuration = TestGateway.configuration
    configuration.listener.maxMemory = 1
    try await TestGateway.run(configuration) { gateway async throws in
      // It is measured some 200 ms after the start; until then a client without a key is told so.
      var answer = try await RawHTTP.upgrade(gateway, "/realtime?model=voice", [])
      while answer.status == 401 {
        try await Task.sleep(for: .milliseconds(20))
        answer = try await RawHTTP.upgrade(gateway, "/realtime?model=voice", [])
      }
      #expect(answer.status == 503)
      #expect(answer.headers["retry-after"] == "5")
      #expect(answer.body.contains(#""code":"server_overloaded""#))
      #expect(gateway.calls.requests.isEmpty)
    }
  }
}
