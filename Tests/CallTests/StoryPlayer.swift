import Conversation
import Foundation

/// Plays a story and writes down, line by line, what a transcript of it says.
struct StoryPlayer {
  private(set) var written: [[String: Any]] = []
  /// Complete messages by side, for the schema check.
  private(set) var emitted: [(to: Side, text: String)] = []
  private var driver: CallDriver
  private var sounds = Sounds()
  private var inputTime = 0

  init(_ story: Story) throws {
    let contract = ClientContract(rawValue: story.header["contract"] as? String ?? "ga") ?? .ga
    let claim = ContractClaim(contract, story.header["bare"] as? Bool == true ? .movable : .settled)
    let upstream = try StoryUpstream.dialect(for: story.header)
    driver = CallDriver(
      try CallDriver.bridge(claim: claim, upstream: upstream, inputRate: story.header["input_rate"] as? Int))
    writeEmissions()
  }

  mutating func play(_ story: Story) {
    for case .input(let atMs, let from, let content) in story.lines {
      driver.advance(to: atMs)
      writeEmissions()
      inputTime = atMs
      written.append(content)
      switch from {
      case "client": driver.receive(message(of: content), from: .client)
      case "upstream": driver.receive(message(of: content), from: Self.connection(of: content))
      case "shell": shell(content)
      default: break  // "clock": only time passes.
      }
      writeEmissions()
    }
  }

  private mutating func message(of content: [String: Any]) -> [UInt8] {
    if let raw = content["raw"] as? String { return Array(raw.utf8) }
    let options: JSONSerialization.WritingOptions = [.sortedKeys, .withoutEscapingSlashes, .fragmentsAllowed]
    let message = sounds.expanded(content["message"] ?? [:])
    return Array((try? JSONSerialization.data(withJSONObject: message, options: options)) ?? Data())
  }

  /// The upstream's messages and what the shell tells of it are of the conversation's connection, or of an aside's.
  private static func connection(of content: [String: Any]) -> Side {
    (content["aside"] as? Int).map { .aside(AsideID($0)) } ?? .upstream
  }

  private mutating func shell(_ content: [String: Any]) {
    let text = content["reason"] as? String ?? content["body"] as? String ?? ""
    let code = content["code"] as? Int
    let status = content["status"] as? Int ?? 0
    if case .aside(let id) = Self.connection(of: content) {
      switch content["event"] as? String {
      case "upstream_opened": driver.tell { $0.asideOpened(id, at: $1) }
      case "upstream_closed": driver.tell { $0.asideClosed(id, code: code, reason: text, at: $1) }
      case "upstream_refused": driver.tell { $0.asideRefused(id, status: status, body: Array(text.utf8), at: $1) }
      default: written.append(["unknown_event": content])
      }
      return
    }
    switch content["event"] as? String {
    case "upstream_opened": driver.tell { $0.upstreamOpened(at: $1) }
    case "upstream_closed": driver.tell { $0.upstreamClosed(code: code, reason: text, at: $1) }
    case "upstream_refused": driver.tell { $0.upstreamRefused(status: status, body: Array(text.utf8), at: $1) }
    case "client_closed": driver.tell { $0.clientClosed(at: $1) }
    case "client_stalled": driver.tell { $0.writabilityChanged(of: .client, isWritable: false, at: $1) }
    case "client_drained": driver.tell { $0.writabilityChanged(of: .client, isWritable: true, at: $1) }
    case "draining": driver.tell { $0.gatewayDraining(at: $1) }
    case "drain_timeout":
      let fault = Fault(.server, code: "server_draining", "The gateway is shutting down.")
      driver.tell { $0.gatewayClosing(fault, code: 1012, at: $1) }
    default: written.append(["unknown_event": content])
    }
  }

  // MARK: Writing

  private mutating func writeEmissions() {
    for (atMs, emission) in driver.takeEmissions() {
      switch emission {
      case .message(let side, let bytes): write(message: bytes, to: side, atMs: atMs)
      case .effect(let effect): write(effect, atMs: atMs)
      }
    }
  }

  private mutating func write(message bytes: [UInt8], to side: Side, atMs: Int) {
    let text = String(decoding: bytes, as: UTF8.self)
    emitted.append((side, text))
    let parsed = (try? JSONSerialization.jsonObject(with: Data(bytes))) ?? ["unreadable": text]
    write(Self.naming(side).merging(["message": sounds.named(parsed)]) { old, _ in old }, atMs: atMs)
  }

  /// `to`, with the aside whose connection it is.
  private static func naming(_ side: Side) -> [String: Any] {
    switch side {
    case .client: ["to": "client"]
    case .upstream: ["to": "upstream"]
    case .aside(let id): ["to": "upstream", "aside": id.number]
    }
  }

  private mutating func write(_ effect: Effect, atMs: Int) {
    switch effect {
    case .dialAside(let id): note("dial_upstream", ["aside": id.number], atMs)
    case .closeAside(let id): note("close_upstream", ["aside": id.number], atMs)
    case .dialUpstream: note("dial_upstream", [:], atMs)
    case .closeUpstream: note("close_upstream", [:], atMs)
    case .closeClient(let code, let reason): note("close_client", ["code": Int(code), "reason": reason], atMs)
    case .resetClient: note("reset_client", [:], atMs)
    case .pauseReading(let side): note("pause_reading", ["side": "\(side)"], atMs)
    case .resumeReading(let side): note("resume_reading", ["side": "\(side)"], atMs)
    case .dropHeldAudio(let count): note("drop_held_audio", ["count": count], atMs)
    case .log(let line) where line.level == .warning: note("log", ["message": line.message], atMs)
    case .log, .send, .relay, .hold, .holdAudio, .holdAudioSplice, .sendHeld: break
    }
  }

  private mutating func note(_ effect: String, _ more: [String: Any], _ atMs: Int) {
    write(["to": "shell", "effect": effect].merging(more) { old, _ in old }, atMs: atMs)
  }

  /// What leaves because time passed carries its time; what answers an input has the input's.
  private mutating func write(_ line: [String: Any], atMs: Int) {
    var line = line
    if atMs != inputTime { line["at_ms"] = atMs }
    written.append(line)
  }
}
