import ArgumentParser
import GatewayServer
import GoogleAuth
import NIOCore
import Synchronization
import Testing

@testable import parley

struct ServeCommandTests {
  private func serve(_ arguments: [String], _ gateway: @escaping ServeFunction) async throws
    -> (said: SpokenText, status: ExitCode)
  {
    let command = try #require(try Parley.parseAsRoot(arguments) as? ServeCommand)
    let said = SpokenText()
    do {
      try await command.run(console: said.console, environment: [:], serve: gateway)
      return (said, .success)
    } catch let status as ExitCode {
      return (said, status)
    }
  }

  @Test("Without a file the simulator's model is served, under a key made for this run and shown once")
  func noFile() async throws {
    let served = Mutex<GatewayConfiguration?>(nil)
    let (said, status) = try await serve(["--port", "0"]) { configuration, started in
      served.withLock { $0 = configuration }
      started(StartedGateway(port: 51234))
    }
    #expect(status == .success)
    let configured = served.withLock { $0 }
    let configuration = try #require(configured)
    #expect(configuration.models.names == ["gemini-live-simulator"])
    let key = try #require(configuration.access.keys.first).exposed
    #expect(key.hasPrefix("sk-parley-"))
    #expect(key.count == 42)
    #expect(said.results.contains("Key        \(key)  (made for this run)"))
    #expect(said.results.contains("ws://localhost:51234/realtime?model=gemini-live-simulator"))
  }

  @Test("Two runs have two keys")
  func keys() {
    #expect(MasterKey.make() != MasterKey.make())
  }

  @Test("A wrong file keeps the gateway from starting, and says why")
  func wrongFile() async throws {
    let file = try TemporaryFile("model_list: []\n")
    let (said, status) = try await serve(["--config", file.path]) { _, _ in Issue.record("served all the same") }
    #expect(status == ExitCode(1))
    #expect(said.complaints.contains("\(file.path):1:13: error: model_list: expected a list with at least one entry"))
    #expect(said.complaints.hasSuffix("parley: not started: 2 errors in \(file.path)"))
  }

  @Test("A missing file is status 2")
  func missing() async throws {
    let (_, status) = try await serve(["--config", "/nowhere.yaml"]) { _, _ in Issue.record("served all the same") }
    #expect(status == ExitCode(2))
  }

  @Test("A port that is taken is said in words, with what to do")
  func portInUse() async throws {
    let (said, status) = try await serve(["--port", "4000"]) { _, _ in
      throw IOError(errnoCode: 98, reason: "bind(descriptor:ptr:bytes:)")
    }
    #expect(status == ExitCode(1))
    #expect(
      said.complaints
        == "parley: port 4000 is in use, perhaps by another parley; stop that one, or choose another with --port")
  }

  @Test("So are a port below 1024 and an address of another machine")
  func otherFailures() {
    let privileged = StartupFailure.explain(IOError(errnoCode: 13, reason: "bind"), host: "::", port: 443)
    #expect(privileged.contains("choose one above 1023"))
    let foreign = StartupFailure.explain(IOError(errnoCode: 99, reason: "bind"), host: "192.0.2.1", port: 4000)
    #expect(foreign.contains("this machine has no address 192.0.2.1"))
  }
}
