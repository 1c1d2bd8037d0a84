import SeededRandom
import Testing

@testable import UpstreamSimulator

@Suite("A hostile client")
struct HostileClientTests {
  /// Answers in writing: making sound takes long in a debug build.
  private static let text = #""generationConfig":{"responseModalities":["TEXT"]}"#
  private static let setups = [
    #"{"setup":{"model":"models/m",\#(text),"tools":[{"functionDeclarations":[{"name":"f"}]}],"sessionResumption":{}}}"#,
    #"{"setup":{"model":"models/m",\#(text),"realtimeInputConfig":{"automaticActivityDetection":{"disabled":true}}}}"#,
  ]

  private static let messages = [
    #"{"clientContent":{"turns":[{"role":"user","parts":[{"text":"call f {\"a\":[1,{}]} call f"}]}],"turnComplete":true}}"#,
    #"{"realtimeInput":{"text":"count to 12"}}"#, #"{"realtimeInput":{"audioStreamEnd":true}}"#,
    #"{"realtimeInput":{"audio":{"mimeType":"audio/pcm;rate=8000","data":"AH8AfwB/AH8AfwB/AH8AfwB/AH8="}}}"#,
    #"{"realtimeInput":{"activityStart":{}}}"#, #"{"realtimeInput":{"activityEnd":{}}}"#,
    #"{"toolResponse":{"functionResponses":[{"id":"call-s-1","name":"f","response":{"output":"x"}}]}}"#,
    #"{"contextUpdate":{"systemInstruction":{"parts":[{"text":"Be brief."}]}}}"#,
  ]

  @Test("Whatever it sends, in whatever order, the session answers or closes, and is then silent", arguments: 0..<8)
  func survives(seed: UInt64) {
    var dice = SeededRandom(seed: seed)
    for _ in 0..<150 {
      var player = ScriptPlayer(
        .conversation, fileName: "", .immediate, surface: .aiStudio, apiVersion: "v1beta", sessionID: "s",
        openedAtMs: 0)
      _ = player.timePassed(toMs: 0)
      var now: Int64 = 0
      var isClosed = false
      let setup = Self.setups[Int.random(in: 0..<2, using: &dice)]
      for message in [setup] + (0..<12).map({ _ in Self.messages[Int.random(in: 0..<8, using: &dice)] }) {
        now += Int64.random(in: 0...40_000, using: &dice)
        let actions =
          player.timePassed(toMs: now) + player.received(mutated(message, &dice), memory: { _ in nil }, atMs: now)
        if isClosed { #expect(actions == []) }
        isClosed = isClosed || actions.contains { if case .close = $0 { true } else { false } }
        #expect((player.deadlineMs == nil) == isClosed)
      }
    }
  }

  /// Mostly the message itself; sometimes with a byte changed, missing or doubled.
  private func mutated(_ message: String, _ dice: inout SeededRandom) -> [UInt8] {
    var bytes = Array(message.utf8)
    guard Int.random(in: 0..<10, using: &dice) == 0 else { return bytes }
    let index = Int.random(in: 0..<bytes.count, using: &dice)
    switch Int.random(in: 0..<3, using: &dice) {
    case 0: bytes[index] = UInt8.random(in: .min ... .max, using: &dice)
    case 1: bytes.remove(at: index)
    case _: bytes.insert(bytes[index], at: index)
    }
    return bytes
  }

  @Test("A text of a million braces costs no more than reading it")
  func readsBraces() {
    var scenario = Scenario.open { $0.tools = ToolSet(functions: [.init(name: "f")]) }
    let braces = String(repeating: "{", count: 500_000) + String(repeating: "}", count: 500_000)
    #expect(scenario.told("call f " + braces).text.count < 5_000)
    #expect(scenario.told(String(repeating: "call f ", count: 50_000)).signals.first != .interrupted)
    #expect(scenario.memory.entries.allSatisfy { $0.text.utf8.count <= 40_000 })
  }
}
