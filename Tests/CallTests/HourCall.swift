import Conversation
import Foundation

/// A call of an hour with the clock running fast: a user who says something every 45 s, spoken or written, and a model
/// whose connections end every ten minutes.
struct HourCall {
  /// Who says that a connection has lived long enough.
  enum Ending: CaseIterable {
    /// Google, a minute before its end.
    case goAway
    /// The gateway's own clock, as long as Google says nothing.
    case age
  }

  static let turns = 80
  private static let turnMs = 45_000
  private static let connectionMs = 600_000
  private static let noticeMs = 60_000

  private let ending: Ending
  private var driver: CallDriver
  private var openedAt = 0
  private var hasSetup = false
  private var isAnnounced = false
  private var handles = 0
  /// Handles that connections were resumed with, and how many connections there were.
  private(set) var resumed: [String] = []
  private(set) var connections = 0
  /// How often each event came, and all `response.done` as they came.
  private(set) var heard: [String: Int] = [:]
  private(set) var answers: [String] = []
  private(set) var sessionIDs: Set<String> = []
  /// Written turns and ids of items, in the order in which the client was told.
  private(set) var items: [String] = []

  init(_ ending: Ending) throws {
    self.ending = ending
    var settings = SessionSettings()
    settings.sessionMaximum = 2 * 3_600_000
    driver = CallDriver(
      try CallDriver.bridge(
        claim: ContractClaim(.ga, .settled), upstream: try StoryUpstream.dialect(for: ["contract": "ga"]),
        settings: settings))
  }

  mutating func play() {
    settle()
    for turn in 0..<Self.turns {
      let start = 1_000 + turn * Self.turnMs
      advance(to: start)
      if turn.isMultiple(of: 2) { speak(at: start) } else { write("Sentence \(turn).") }
      settle()
    }
    advance(to: 1_000 + Self.turns * Self.turnMs)
  }

  // MARK: The user

  private mutating func speak(at start: Int) {
    append(Self.silence)
    advance(to: start + 400)
    append(Self.speech)
    advance(to: start + 1_000)
    append(Self.pause)
    say(#"{"serverContent":{"inputTranscription":{"text":"Hello?"}}}"#)
    answer()
  }

  /// Base64, made once: each is said in every second turn.
  private static let silence = Sounds.sound("$silence 400ms 24000Hz")
  private static let speech = Sounds.sound("$speech 400ms 24000Hz")
  private static let pause = Sounds.sound("$silence 600ms 24000Hz")

  private mutating func append(_ audio: String) {
    client(#"{"type":"input_audio_buffer.append","audio":"\#(audio)"}"#)
  }

  private mutating func write(_ text: String) {
    client(
      #"{"type":"conversation.item.create","item":{"type":"message","role":"user","content":[{"type":"input_text","text":"\#(text)"}]}}"#
    )
    client(#"{"type":"response.create"}"#)
    answer()
  }

  private mutating func client(_ text: String) {
    driver.receive(Array(text.utf8), from: .client)
    settle()
  }

  // MARK: The model

  private mutating func answer() {
    advance(to: driver.now + 300)
    say(
      #"{"serverContent":{"modelTurn":{"role":"model","parts":[{"inlineData":{"mimeType":"audio/pcm;rate=24000","data":"AAAAAAAAAAA="}}]}}}"#
    )
    say(#"{"serverContent":{"outputTranscription":{"text":"Yes."}}}"#)
    say(#"{"serverContent":{"generationComplete":true}}"#)
    say(#"{"serverContent":{"turnComplete":true}}"#)
    handles += 1
    say(#"{"sessionResumptionUpdate":{"newHandle":"h\#(handles)","resumable":true}}"#)
  }

  private mutating func say(_ text: String) {
    driver.receive(Array(text.utf8), from: .upstream)
    settle()
  }

  // MARK: The network

  /// Time passes second by second, so that a connection's end comes when it is due.
  private mutating func advance(to time: Int) {
    while driver.now < time {
      driver.advance(to: min(time, driver.now + 1_000))
      settle()
      announceEnd()
    }
  }

  private mutating func announceEnd() {
    switch ending {
    case .age: break
    case .goAway:
      guard hasSetup, !isAnnounced, driver.now - openedAt >= Self.connectionMs - Self.noticeMs - 30_000 else { return }
      isAnnounced = true
      say(#"{"goAway":{"timeLeft":"60s"}}"#)
    }
  }

  /// Whatever left, until nothing more leaves: a dial is taken, a setup accepted.
  private mutating func settle() {
    while case let left = driver.takeEmissions(), !left.isEmpty {
      for (_, emission) in left {
        switch emission {
        case .effect(.dialUpstream):
          connections += 1
          hasSetup = false
          driver.advance(to: driver.now + 100)
          driver.tell { $0.upstreamOpened(at: $1) }
        case .effect: break
        case .message(.upstream, let bytes): sent(bytes)
        case .message(.client, let bytes): told(bytes)
        case .message(.aside, _): break
        }
      }
    }
  }

  private mutating func sent(_ bytes: [UInt8]) {
    guard !hasSetup, let setup = object(bytes)["setup"] as? [String: Any] else { return }
    hasSetup = true
    isAnnounced = false
    openedAt = driver.now
    if let handle = (setup["sessionResumption"] as? [String: Any])?["handle"] as? String { resumed.append(handle) }
    driver.advance(to: driver.now + 200)
    driver.receive(Array(#"{"setupComplete":{}}"#.utf8), from: .upstream)
  }

  private mutating func told(_ bytes: [UInt8]) {
    let event = object(bytes)
    let type = event["type"] as? String ?? ""
    heard[type, default: 0] += 1
    if let session = event["session"] as? [String: Any] { sessionIDs.insert(session["id"] as? String ?? "") }
    if type == "response.done", let response = event["response"] as? [String: Any] {
      answers.append(response["status"] as? String ?? "")
    }
    if type == "conversation.item.added", let item = event["item"] as? [String: Any] {
      items.append(item["role"] as? String ?? "")
    }
  }

  private func object(_ bytes: [UInt8]) -> [String: Any] {
    (try? JSONSerialization.jsonObject(with: Data(bytes))) as? [String: Any] ?? [:]
  }
}
