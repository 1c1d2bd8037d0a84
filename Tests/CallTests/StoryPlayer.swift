import Conversation
import Dialects
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
    var bridge = try CallDriver.bridge(
      claim: claim, upstream: upstream, defaults: Self.defaults(story.header), settings: Self.settings(story.header),
      reattachToken: story.header["reattach"] as? Bool == true ? CallDriver.reattachToken : nil,
      contextTokens: story.header["context_tokens"] as? Int)
    bridge.served(by: ServedBy(story: story.header))
    driver = CallDriver(bridge)
    writeEmissions()
  }

  private static func defaults(_ header: [String: Any]) throws -> SessionDefaults {
    let session = try JSONSerialization.data(withJSONObject: header["client_secret"] ?? [:])
    let pinned = (header["pinned"] as? [String] ?? []).compactMap { Pins.Field(rawValue: $0) }
    let intent: [SessionChange] = header["intent"] as? String == "transcription" ? [.purpose(.transcription)] : []
    return SessionDefaults(
      inputRate: header["input_rate"] as? Int,
      changes: try ClientSecretRequest.storedSession(Array(session)).changes + intent,
      pins: Pins(Set(pinned), hiddenNames: [header["model"] as? String ?? "gemini-3.8-live"]))
  }

  private static func settings(_ header: [String: Any]) -> SessionSettings {
    var settings = SessionSettings()
    if let bytes = header["missed_events"] as? Int { settings.missedEvents = bytes }
    if let ms = header["manual_audio_ms"] as? Int { settings.manualAudio = ms }
    return settings
  }

  mutating func play(_ story: Story) {
    for case .input(let atMs, let from, let content) in story.lines {
      driver.advance(to: atMs)
      writeEmissions()
      inputTime = atMs
      written.append(content)
      switch from {
      case "client": driver.receive(message(of: content), from: .client)
      case "upstream": driver.receive(message(of: content), from: CallDriver.connection(of: content))
      case "shell": if !driver.shell(content) { written.append(["unknown_event": content]) }
      default: break  // "clock": only time passes.
      }
      writeEmissions()
    }
  }

  private mutating func message(of content: [String: Any]) -> [UInt8] {
    if let raw = content["raw"] as? String { return Array(raw.utf8) }
    return Array(JSONText.text(sounds.expanded(content["message"] ?? [:])).utf8)
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
    case .dialUpstream(.same): note("dial_upstream", [:], atMs)
    case .dialUpstream(let destination): note("dial_upstream", ["destination": destination.rawValue], atMs)
    case .closeUpstream: note("close_upstream", [:], atMs)
    case .closeClient(let code, let reason): note("close_client", ["code": Int(code), "reason": reason], atMs)
    case .resetClient: note("reset_client", [:], atMs)
    case .pauseReading(let side): note("pause_reading", ["side": "\(side)"], atMs)
    case .resumeReading(let side): note("resume_reading", ["side": "\(side)"], atMs)
    case .log(let line) where line.level == .warning: note("log", ["message": line.message], atMs)
    case .log, .send, .relay: break
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
