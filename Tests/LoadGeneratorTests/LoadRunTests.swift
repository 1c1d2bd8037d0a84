import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization
import Testing
import WebSocket

@testable import LoadGenerator

/// Loads on the echo itself, over real sockets.
struct LoadRunTests {
  /// A short load on an echo of its own. The machine may be busy with other tests: patience is long, and counts are judged
  /// by the window that there was.
  private func run(
    _ mode: LoadMode, path: String = "/v1/realtime", echoEvery: Int = 1, change: (inout LoadPlan) -> Void = { _ in },
    progress: @escaping @Sendable (LoadProgress) -> Void = { _ in }
  ) async throws -> LoadReport {
    let group = MultiThreadedEventLoopGroup.singleton
    let echo = try await EchoUpstream.bind(port: 0, echoEvery: echoEvery, on: group)
    let address = WebSocketAddress(isSecure: false, host: "127.0.0.1", port: echo.port, target: path)
    var plan = LoadPlan(
      LoadTarget(WebSocketConnector.Request(address), connector: WebSocketConnector(tls: try ClientTrust.context())),
      mode)
    plan.sessions = 3
    plan.warmUp = .milliseconds(50)
    plan.duration = .seconds(1)
    plan.patience = .seconds(20)
    change(&plan)
    do {
      let report = try await LoadRun(plan, progress: progress).run()
      await echo.close()
      return report
    } catch {
      await echo.close()
      throw error
    }
  }

  @Test("A saturated load keeps so many frames under way, and times each that comes back")
  func saturated() async throws {
    let report = try await run(.saturated(framesInFlight: 4))
    #expect(report.openSessions == 3)
    #expect(report.work.count > 0)
    #expect(abs(report.tally.framesSent - report.work.count) <= 12)
    #expect(report.tally.failures.isEmpty)
    #expect(report.tally.opened == 3)
  }

  @Test("A paced load sends each session's frames at its interval, in slots or not", arguments: [nil, 5])
  func paced(slotMs: Int?) async throws {
    let report = try await run(.paced(intervalMs: 20, slotMs: slotMs))
    // 3 sessions, 50 frames a second. What fell due before the window can be late, by the pacer's patience of a second.
    let due = report.seconds * 150
    #expect((1...due + 160).contains(Double(report.tally.framesSent + report.tally.skipped)))
    #expect(report.work.count > 0)
    #expect(report.tally.lateness.count > 0)
  }

  @Test("With a ramp the sessions come one after the other, and work from then on", arguments: [true, false])
  func ramp(isPaced: Bool) async throws {
    // Far longer than the load takes on any machine: the last ones never come.
    let report = try await run(isPaced ? .paced(intervalMs: 20, slotMs: nil) : .turns) {
      $0.sessions = 100
      $0.ramp = .seconds(100)
    }
    #expect((1..<100).contains(report.openSessions))
    #expect(report.work.count > 0)
    #expect(report.tally.failures.isEmpty)
  }

  @Test("Written turns follow each other until response.done, or so many begin in a second")
  func turns() async throws {
    let report = try await run(.turns)
    #expect(report.work.count > 0)
    #expect(report.tally.firstDeltas.count >= report.work.count)
    let slow = try await run(.turns) { $0.rate = 20 }
    #expect((1...slow.seconds * 20 + 22).contains(Double(slow.work.count)))
  }

  @Test("Connections follow each other and are closed")
  func connects() async throws {
    let report = try await run(.connects)
    #expect(report.work.count > 0)
    #expect(report.tally.failures.isEmpty)
  }

  @Test("Idle sessions are open and send nothing, and the watched process is measured")
  func idle() async throws {
    let report = try await run(.idle) { $0.watched = ProcessMeter.own.processID }
    #expect(report.openSessions == 3)
    #expect(report.tally.framesSent == 0)
    #expect(try #require(report.watched).residentBytesAfter > 1 << 20)
    #expect(report.cpuMicrosecondsEach == nil)
  }

  @Test("Several threads share the sessions")
  func threads() async throws {
    let report = try await run(.saturated(framesInFlight: 1)) {
      $0.threads = 2
      $0.sessions = 5
    }
    #expect(report.openSessions == 5)
    #expect(report.work.count > 0)
  }

  @Test("Progress goes from opening to measuring")
  func progress() async throws {
    let stages = Mutex<[LoadProgress.Stage]>([])
    _ = try await run(
      .turns, progress: { told in stages.withLock { if $0.last != told.stage { $0.append(told.stage) } } })
    #expect(stages.withLock { $0 } == [.opening, .warmingUp, .measuring])
  }

  @Test("A server that does not return audio is found out, and one that says no session.created")
  func silence() async throws {
    await #expect(throws: LoadProblem.noEcho(seconds: 1)) {
      try await run(.saturated(framesInFlight: 1), echoEvery: 1_000)
    }
    // In Gemini's protocol the client speaks first.
    await #expect(throws: LoadProblem.noSession(seconds: 3)) {
      try await run(.turns, path: "/ws/google.BidiGenerateContent") { $0.patience = .seconds(3) }
    }
  }

  @Test("A refused handshake is told with its status and body")
  func refused() async throws {
    let problem = try await #require(throws: LoadProblem.self) { try await run(.turns, path: "/nowhere") }
    guard case .notConnected(.answered(let answer)) = problem else {
      Issue.record("\(problem)")
      return
    }
    #expect(answer.status == .notFound)
    #expect("\(problem)".contains("HTTP 404"))
    #expect("\(problem)".contains("BidiGenerateContent (Gemini Live) or realtime (OpenAI)"))
    await #expect(throws: LoadProblem.self) { try await run(.connects, path: "/nowhere") }
  }

  @Test("A process that is not there cannot be watched")
  func noProcess() async throws {
    await #expect(throws: LoadProblem.noProcess(-1)) { try await run(.idle) { $0.watched = -1 } }
  }

  @Test("The report is JSON for programs and lines for people")
  func report() async throws {
    let report = try await run(.turns)
    #expect(report.json.hasPrefix(#"{"mode":"turns","sessions":3,"open_sessions":3,"#))
    #expect(report.text.contains("item to response.done: p50 "))
    #expect(report.text.contains("█"))
  }
}
