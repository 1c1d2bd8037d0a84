import Crypto
import Foundation
import Logging
import NIOHTTP1
import ServiceLifecycle
import Testing
import WebSocket

@testable import UpstreamSimulator

@Suite("The simulator on real sockets", .timeLimit(.minutes(1)))
struct SimulatorServiceTests {
  private static let model = "projects/p/locations/us-east4/publishers/google/models/gemini-live-simulator"
  private static let setup =
    #"{"setup":{"model":"\#(model)","generationConfig":{"responseModalities":["TEXT"]},"sessionResumption":{}}}"#

  private var quiet: Logger {
    var logger = Logger(label: "simulator")
    logger.logLevel = .critical
    return logger
  }

  private func simulate(
    _ configuration: SimulatorConfiguration = .immediate, script text: String? = nil,
    recorder: SimulatorRecorder? = nil, _ body: (SimulatorService) async throws -> Void
  ) async throws {
    let script = try text.map { try ScriptReader(fileName: "talk.jsonl") { _ in [] }.read($0) }
    let simulator = try await SimulatorService.bind(
      configuration, script: script ?? .conversation, recorder: recorder, logger: quiet)
    do {
      try await body(simulator)
    } catch {
      await simulator.close()
      throw error
    }
    await simulator.close()
  }

  @Test("A text is answered in binary frames, on the path of Vertex and of AI Studio")
  func answersText() async throws {
    try await simulate { simulator in
      let vertex = try await TestClient.connect(port: simulator.port)
      vertex.send(Self.setup)
      vertex.send(binary: #"{"realtime_input":{"text":"Hello"}}"#)
      let answer = await vertex.messages(until: "turnComplete")
      #expect(answer.first?.hasPrefix(#"{"setupComplete":{"sessionId":""#) == true)
      #expect(answer.contains(#"{"serverContent":{"modelTurn":{"role":"model","parts":[{"text":" Hello"}]}}}"#))
      #expect(answer.last?.contains("candidatesTokenCount") == true)

      let studio = try await TestClient.connect(
        port: simulator.port, path: TestClient.studioPath, headers: ["x-goog-api-key": "k"])
      studio.send(#"{"setup":{"model":"models/m"}}"#)
      for await event in studio.events {
        if case .text = event { Issue.record("a text frame") }
        break
      }
    }
  }

  @Test("Audio arrives whole: its fingerprint is that of what was sent, and the same voice comes back")
  func recordsAudio() async throws {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID()).jsonl").path
    let recorder = try SimulatorRecorder(path: path)
    let sound = Samples.speech(milliseconds: 600, rate: 24_000) + Samples.silence(milliseconds: 1_000, rate: 24_000)
    try await simulate(recorder: recorder) { simulator in
      let client = try await TestClient.connect(port: simulator.port)
      client.send(#"{"setup":{"model":"\#(Self.model)","outputAudioTranscription":{}}}"#)
      for start in stride(from: 0, to: sound.count, by: 960) {
        let data = Data(sound[start..<(start + 960)]).base64EncodedString()
        client.send(#"{"realtimeInput":{"audio":{"mimeType":"audio/pcm;rate=24000","data":"\#(data)"}}}"#)
      }
      let answer = await client.messages(until: "turnComplete")
      let voice = try answer.flatMap { message in
        let pieces = message.split(separator: #""data":""#)
        guard pieces.count == 2 else { return [UInt8]() }
        return [UInt8](try #require(Data(base64Encoded: String(pieces[1].prefix { $0 != "\"" }))))
      }
      #expect(voice == Array(sound[..<(700 * 48)]))
      client.close()
      #expect(await client.closeReport()?.code == .normal)
    }
    var ended: SessionSummary?
    for await summary in recorder.summaries {
      ended = summary
      break
    }
    let summary = try #require(ended)
    #expect(summary.audioBytes == sound.count)
    #expect(summary.audioSHA256 == SHA256.hash(data: sound).map { String(format: "%02x", $0) }.joined())
    #expect(summary.discardedBytes == 0)
    #expect(summary.closeCode == 1000)
    let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
    try FileManager.default.removeItem(atPath: path)
    #expect(lines.count == 1 + sound.count / 960 + 1)
    #expect(lines[0].contains(#""message":{"setup":{"model":""#))
    #expect(lines[lines.count - 1].contains(#""audio_sha256":"\#(summary.audioSHA256)""#))
  }

  @Test("Replies are written down beside what clients say, if asked for")
  func recordsReplies() async throws {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID()).jsonl").path
    let recorder = try SimulatorRecorder(path: path, includesReplies: true)
    try await simulate(recorder: recorder) { simulator in
      let client = try await TestClient.connect(port: simulator.port)
      client.send(Self.setup)
      client.send("no\nJSON")
      #expect(await client.closeReport()?.code == .invalidPayload)
    }
    let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
    try FileManager.default.removeItem(atPath: path)
    #expect(lines.count == 4)
    #expect(lines[1].contains(#""reply":{"setupComplete":{"sessionId":""#))
    #expect(lines[2].hasSuffix(#""raw_message":"no\nJSON"}"#))
    #expect(lines[3].contains(#""close_code":1007"#))
  }

  @Test("With a certificate it speaks TLS")
  func speaksTLS() async throws {
    let certificate = try TestCertificate()
    let simulator = try await SimulatorService.bind(.immediate, tls: certificate.server, logger: quiet)
    let client = try await TestClient.connect(port: simulator.port, trust: certificate.trust)
    client.send(Self.setup)
    client.send(#"{"realtimeInput":{"text":"Hello"}}"#)
    #expect(await client.messages(until: "turnComplete").count > 4)
    await simulator.close()
  }

  @Test("A bad message closes with Google's code and reason")
  func closes() async throws {
    try await simulate { simulator in
      let client = try await TestClient.connect(port: simulator.port)
      client.send(#"{"realtimeInput":{"text":"Hi"}}"#)
      let report = await client.closeReport()
      #expect(
        report == .closedByPeer(CloseCode(1007), reason: "setup must be the first message and only the first"))
    }
  }

  @Test("A wrong path is answered with 404, a missing token with 401, one session too many with 503")
  func refuses() async throws {
    var configuration = SimulatorConfiguration.immediate
    configuration.connectionLimit = 1
    try await simulate(configuration) { simulator in
      #expect(await status(port: simulator.port, path: "/v1/realtime") == 404)
      #expect(await status(port: simulator.port, headers: [:]) == 401)
      let client = try await TestClient.connect(port: simulator.port)
      #expect(await status(port: simulator.port) == 503)
      client.close()
    }
  }

  private func status(
    port: Int, path: String = TestClient.vertexPath, headers: HTTPHeaders = ["Authorization": "Bearer token"]
  ) async -> Int {
    do {
      _ = try await TestClient.connect(port: port, path: path, headers: headers)
      return 101
    } catch WebSocketConnectError.answered(let answer) {
      #expect(String(decoding: answer.body, as: UTF8.self).hasPrefix(#"{"error":{"code":\#(answer.status.code),"#))
      return Int(answer.status.code)
    } catch {
      Issue.record(error)
      return 0
    }
  }

  @Test("A script plays connection after connection: refused, reset, closed, then conversation")
  func playsScript() async throws {
    let script = """
      {"connection":{"refuse":{"status":401,"message":"Token expired."}}}
      {"connection":{}}
      {"expect":{"setup":{}}}
      {"reset":true}
      {"connection":{}}
      {"expect":{"setup":{}}}
      {"send":{"setupComplete":{}}}
      {"send_audio":{"tone_ms":100,"transcript":"Beep"}}
      {"close":{"code":1011,"reason":"Internal error encountered."}}
      """
    try await simulate(script: script) { simulator in
      #expect(await status(port: simulator.port) == 401)

      let reset = try await TestClient.connect(port: simulator.port)
      reset.send(Self.setup)
      #expect(await reset.closeReport()?.code == .abnormal)

      let closed = try await TestClient.connect(port: simulator.port)
      closed.send(Self.setup)
      let messages = await closed.messages(until: "nothing")
      #expect(messages.count == 6)
      #expect(messages.last == "closed: peer closed with 1011 (Internal error encountered.)")

      let talk = try await TestClient.connect(port: simulator.port)
      talk.send(Self.setup)
      talk.send(#"{"realtimeInput":{"text":"Hello"}}"#)
      #expect(await talk.messages(until: "turnComplete").count > 4)
    }
  }

  @Test("A handshake may be left without an answer, and does not hold up the end")
  func hangs() async throws {
    try await simulate(script: #"{"connection":{"hang":true}}"#) { simulator in
      let dialling = Task { try await TestClient.connect(port: simulator.port) }
      // Time for it to arrive; if it is late, it finds nobody, which is an error as well.
      try await Task.sleep(for: .milliseconds(100))
      await simulator.close()
      await #expect(throws: WebSocketConnectError.self) { try await dialling.value }
    }
  }

  @Test("A handle of one connection brings the conversation back on another")
  func resumes() async throws {
    try await simulate { simulator in
      let first = try await TestClient.connect(port: simulator.port)
      first.send(Self.setup)
      first.send(#"{"realtimeInput":{"text":"My name is Ada."}}"#)
      let update = try #require(await first.messages(until: "newHandle").last)
      let handle = try #require(update.split(separator: "\"").dropFirst(5).first)
      first.close()

      let second = try await TestClient.connect(port: simulator.port)
      second.send(
        Self.setup.replacing(#""sessionResumption":{}"#, with: #""sessionResumption":{"handle":"\#(handle)"}"#))
      second.send(#"{"realtimeInput":{"text":"What did I say?"}}"#)
      let answer = await second.messages(until: "turnComplete").joined()
      #expect(answer.contains(" Ada."))
    }
  }

  @Test("A service group runs it, and ends every connection with 1001 when it shuts down")
  func shutsDown() async throws {
    let simulator = try await SimulatorService.bind(.immediate, logger: quiet)
    let group = ServiceGroup(services: [simulator], logger: quiet)
    try await withThrowingTaskGroup { tasks in
      tasks.addTask { try await group.run() }
      let client = try await TestClient.connect(port: simulator.port)
      client.send(Self.setup)
      #expect(await client.messages(until: "setupComplete").count == 1)
      await group.triggerGracefulShutdown()
      #expect(await client.closeReport()?.code == .goingAway)
      try await tasks.waitForAll()
    }
    await #expect(throws: WebSocketConnectError.self) { try await TestClient.connect(port: simulator.port) }
  }

  @Test("Many conversations go on at once")
  func servesMany() async throws {
    try await simulate { simulator in
      try await withThrowingTaskGroup { tasks in
        for number in 0..<50 {
          tasks.addTask {
            let client = try await TestClient.connect(port: simulator.port)
            client.send(Self.setup)
            client.send(#"{"realtimeInput":{"text":"number \#(number)"}}"#)
            let answer = await client.messages(until: "turnComplete").joined()
            client.close()
            return answer.contains(#"" \#(number)""#)
          }
        }
        for try await isRight in tasks { #expect(isRight) }
      }
    }
  }
}
