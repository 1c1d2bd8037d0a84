import ArgumentParser
import LoadGenerator
import NIOCore
import NIOHTTP1
import Testing
import WebSocket

@testable import parley

struct BenchCommandTests {
  private func command(_ arguments: String...) throws -> BenchCommand {
    try #require(try Parley.parseAsRoot(["bench"] + arguments) as? BenchCommand)
  }

  @Test("The options make a plan")
  func plan() throws {
    let plan = try command(
      "--url", "ws://localhost:4000/v1/realtime", "--model", "a b&c", "--key", "sk-1", "--header", "X-Team: voice",
      "--subprotocol", "realtime", "--mode", "paced", "-s", "400", "-d", "2.5", "--slot-ms", "1", "--watch", "1",
      "--echo-upstream", "0"
    ).plan()
    #expect(plan.mode == .paced(intervalMs: 20, slotMs: 1))
    #expect(plan.sessions == 400)
    #expect(plan.duration == .milliseconds(2_500))
    #expect(plan.echoPort == 0)
    #expect(plan.watched == 1)
    let request = plan.target.request
    #expect(request.address.target == "/v1/realtime?model=a%20b%26c")
    #expect(request.headers["authorization"] == ["Bearer sk-1"])
    #expect(request.headers["x-team"] == ["voice"])
    #expect(request.subprotocols == ["realtime"])
  }

  @Test("A model joins a query that is there already")
  func query() throws {
    let plan = try command("--url", "ws://localhost/realtime?contract=ga", "--model", "m").plan()
    #expect(plan.target.request.address.target == "/realtime?contract=ga&model=m")
  }

  @Test(
    "What cannot be meant is refused",
    arguments: [
      [], ["--url", "ws://h/", "--mode", "fast"], ["--url", "ws://h/", "--sessions", "0"],
      ["--url", "ws://h/", "--duration", "0"], ["--url", "ws://h/", "--header", "no colon"],
      ["--url", "ws://h/", "--first-event", "{"], ["--url", "ws://h/", "--echo-upstream", "70000"],
      ["--url", "ws://h/", "--rate", "0"], ["--url", "ws://h/", "--slot-ms", "0"],
    ])
  func refused(arguments: [String]) {
    #expect(throws: (any Error).self) { try Parley.parseAsRoot(["bench"] + arguments) }
  }

  @Test("A URL that cannot be dialled is explained")
  func url() throws {
    let problem = #expect(throws: BenchProblem.self) { try command("--url", "localhost:4000").plan() }
    #expect(problem?.description == "--url cannot be dialled: it must start with ws:// or wss://")
  }
}
