import ByteJSON
import Conversation
import Dialects
import Foundation
import VoiceAudio

/// Plays a story through a real `Bridge` with the real dialects, and stands in for the shell: it keeps held
/// messages, fires deadlines, and writes down everything that leaves.
struct StoryPlayer {
  private(set) var bridge: Bridge
  private(set) var written: [[String: Any]] = []
  /// Complete messages by side, for the schema check.
  private(set) var emitted: [(to: Side, text: String)] = []
  private var held: [(bytes: [UInt8], isAudio: Bool)] = []
  private var sounds = Sounds()
  private var now = 0
  private var inputTime = 0

  static let unixStart = 1_790_000_000

  init(_ story: Story) throws {
    bridge = try Self.makeBridge(story.header)
    perform(bridge.begin(), message: [])
  }

  // MARK: Input

  mutating func play(_ story: Story) {
    for case .input(let atMs, let from, let content) in story.lines {
      advance(to: atMs)
      inputTime = atMs
      written.append(content)
      switch from {
      case "client": receive(content, from: .client)
      case "upstream": receive(content, from: .upstream)
      case "shell": shell(content)
      default: break  // "clock": only time passes.
      }
    }
  }

  /// Fires every deadline up to `time`, each at its own moment.
  private mutating func advance(to time: Int) {
    while bridge.deadline <= time {
      now = max(now, bridge.deadline)
      perform(bridge.timePassed(to: moment), message: [])
    }
    now = time
  }

  private mutating func receive(_ content: [String: Any], from side: Side) {
    let message: [UInt8]
    if let raw = content["raw"] as? String {
      message = Array(raw.utf8)
    } else {
      message = Self.text(of: sounds.expanded(content["message"] ?? [:]))
    }
    perform(handOver(message, from: side), message: message)
  }

  private mutating func handOver(_ message: [UInt8], from side: Side) -> Reaction {
    switch side {
    case .client: bridge.receiveFromClient(message.span.bytes, at: moment)
    case .upstream: bridge.receiveFromUpstream(message.span.bytes, at: moment)
    }
  }

  private mutating func shell(_ content: [String: Any]) {
    switch content["event"] as? String {
    case "upstream_opened": perform(bridge.upstreamOpened(at: moment), message: [])
    case "upstream_closed":
      perform(
        bridge.upstreamClosed(code: content["code"] as? Int, reason: content["reason"] as? String ?? "", at: moment),
        message: [])
    case "upstream_refused":
      let body = Array((content["body"] as? String ?? "").utf8)
      perform(bridge.upstreamRefused(status: content["status"] as? Int ?? 0, body: body, at: moment), message: [])
    case "client_closed": perform(bridge.clientClosed(at: moment), message: [])
    case "client_stalled": perform(bridge.writabilityChanged(of: .client, isWritable: false, at: moment), message: [])
    case "client_drained": perform(bridge.writabilityChanged(of: .client, isWritable: true, at: moment), message: [])
    case "draining": perform(bridge.gatewayDraining(at: moment), message: [])
    case "drain_timeout":
      let fault = Fault(.server, code: "server_draining", "The gateway is shutting down.")
      perform(bridge.gatewayClosing(fault, code: 1012, at: moment), message: [])
    default: written.append(["unknown_event": content])
    }
  }

  private var moment: Moment { Moment(ms: now, unix: Self.unixStart + now / 1_000) }

  // MARK: Output

  private mutating func perform(_ reaction: Reaction, message: [UInt8]) {
    switch reaction {
    case .nothing: break
    case .relay(let side, let splice): send(bytes(of: splice, message), to: side)
    case .perform(let effects): for effect in effects { perform(effect, message: message) }
    }
  }

  private mutating func perform(_ effect: Effect, message: [UInt8]) {
    switch effect {
    case .send(let side, let text): send(text, to: side)
    case .relay(let side, let splice): send(bytes(of: splice, message), to: side)
    case .hold(let text): held.append((text, false))
    case .holdAudio(let text): held.append((text, true))
    case .holdAudioSplice(let splice): held.append((bytes(of: splice, message), true))
    case .sendHeld:
      let messages = held
      held = []
      for message in messages { send(message.bytes, to: .upstream) }
    case .dropHeldAudio(let count):
      for _ in 0..<count {
        if let place = held.firstIndex(where: { $0.isAudio }) { held.remove(at: place) }
      }
      note("drop_held_audio", ["count": count])
    case .dialUpstream: note("dial_upstream")
    case .closeUpstream: note("close_upstream")
    case .closeClient(let code, let reason): note("close_client", ["code": Int(code), "reason": reason])
    case .resetClient: note("reset_client")
    case .pauseReading(let side): note("pause_reading", ["side": "\(side)"])
    case .resumeReading(let side): note("resume_reading", ["side": "\(side)"])
    case .log(let line):
      guard line.level == .warning else { return }
      note("log", ["message": line.message])
    }
  }

  private func bytes(of splice: Splice, _ message: [UInt8]) -> [UInt8] {
    splice.head + message[splice.payload] + splice.tail
  }

  private mutating func send(_ text: [UInt8], to side: Side) {
    let string = String(decoding: text, as: UTF8.self)
    emitted.append((side, string))
    let parsed = (try? JSONSerialization.jsonObject(with: Data(text))) ?? ["unreadable": string]
    write(["to": "\(side)", "message": sounds.named(parsed)])
  }

  private mutating func note(_ effect: String, _ more: [String: Any] = [:]) {
    write(["to": "shell", "effect": effect].merging(more) { old, _ in old })
  }

  /// What leaves because time passed carries its time; what answers an input has the input's.
  private mutating func write(_ line: [String: Any]) {
    var line = line
    if now != inputTime { line["at_ms"] = now }
    written.append(line)
  }

  // MARK: Making a call

  private static func makeBridge(_ header: [String: Any]) throws -> Bridge {
    let contract = ClientContract(rawValue: header["contract"] as? String ?? "ga") ?? .ga
    let claim = ContractClaim(contract, header["bare"] as? Bool == true ? .movable : .settled)
    let upstream = try StoryUpstream.dialect(for: header)
    let session = try Session(
      identity: SessionIdentity(sessionID: "sess_1", conversationID: "conv_1", model: "the-model"), claim: claim,
      defaults: SessionDefaults(inputRate: header["input_rate"] as? Int), capabilities: upstream.capabilities,
      identifiers: Identifiers(prefix: "", width: 1), at: Moment(ms: 0, unix: unixStart),
      negotiate: { (wish) throws(Fault) in try upstream.negotiate(wish) })
    return Bridge(
      session: session, client: OpenAIRealtime(claim: claim, eventPrefix: "", numberWidth: 4), upstream: upstream)
  }

  private static func text(of object: Any) -> [UInt8] {
    let options: JSONSerialization.WritingOptions = [.sortedKeys, .withoutEscapingSlashes, .fragmentsAllowed]
    return Array((try? JSONSerialization.data(withJSONObject: object, options: options)) ?? Data())
  }
}
