import Testing

@testable import UpstreamSimulator

@Suite("Playing a script")
struct ScriptPlayerTests {
  private static let setup = #"{"setup":{"model":"models/m","generationConfig":{"responseModalities":["TEXT"]}}}"#

  private func player(
    _ text: String, _ configuration: SimulatorConfiguration = .immediate
  ) throws -> ScriptPlayer {
    let script = try ScriptReader(fileName: "talk.jsonl") { _ in [] }.read(text)
    return ScriptPlayer(
      script.connection(0), fileName: script.fileName, configuration, surface: .aiStudio, apiVersion: "v1beta",
      sessionID: "s", openedAtMs: 0)
  }

  private func send(
    _ player: inout ScriptPlayer, _ message: String, atMs now: Int64 = 0
  ) -> [PlayerAction] {
    player.received(Array(message.utf8), memory: { _ in nil }, atMs: now)
  }

  private func sent(_ json: String) -> PlayerAction { .send(Array(json.utf8), asText: false) }

  @Test("Steps wait for their message and their time")
  func playsInOrder() throws {
    var player = try player(
      """
      {"expect":{"setup":{}}}
      {"wait_ms":50}
      {"send":{"setupComplete":{}}}
      {"expect_next":{"realtimeInput":{"text":"Hi"}}}
      {"send_raw":"{","as_text":true}
      {"close":{"code":1011,"reason":"Internal error encountered."}}
      """)
    #expect(player.timePassed(toMs: 0) == [])
    #expect(player.deadlineMs == 10_000)
    #expect(send(&player, Self.setup, atMs: 10) == [])
    #expect(player.deadlineMs == 60)
    #expect(player.timePassed(toMs: 60) == [sent(#"{"setupComplete":{}}"#)])
    #expect(send(&player, #"{"realtimeInput":{"audio":{"mimeType":"audio/pcm","data":"AAA="}}}"#, atMs: 61) == [])
    #expect(
      send(&player, #"{"realtimeInput":{"text":"Hi"}}"#, atMs: 62) == [
        .send([UInt8(ascii: "{")], asText: true),
        .close(Refusal(code: 1011, reason: "Internal error encountered.")),
      ])
    #expect(send(&player, "not even JSON", atMs: 63) == [])
    #expect(player.deadlineMs == nil)
  }

  @Test("What does not come in time fails with file and line")
  func failsInTime() throws {
    var player = try player("# setup first\n{\"expect\":{\"setup\":{}},\"within_ms\":100}")
    _ = player.timePassed(toMs: 0)
    let problem = #"talk.jsonl:2: nothing came that matches {"setup":{}}"#
    #expect(player.timePassed(toMs: 100) == [.failed(problem), .close(Refusal(code: 1011, reason: problem))])
  }

  @Test("Another message than the next one expected fails")
  func failsOnOther() throws {
    var player = try player("{\"expect\":{\"setup\":{}}}\n{\"expect_next\":{\"realtimeInput\":{\"text\":\"Hi\"}}}")
    _ = player.timePassed(toMs: 0)
    _ = send(&player, Self.setup)
    let actions = send(&player, #"{"clientContent":{"turnComplete":true}}"#)
    #expect(actions.first == .failed(#"talk.jsonl:2: the next message is not {"realtimeInput":{"text":"Hi"}}"#))
  }

  @Test("A script judges messages as strictly as the service, unless it is lenient")
  func judges() throws {
    var strict = try player(#"{"hang":true}"#)
    _ = strict.timePassed(toMs: 0)
    #expect(
      send(&strict, #"{"setup":{"modle":"x"}}"#) == [
        .close(
          Refusal(
            code: 1007,
            reason: #"Invalid JSON payload received. Unknown name "modle" at 'setup': Cannot find field."#))
      ])
    var lenient = try player(
      "{\"connection\":{\"lenient\":true}}\n{\"expect\":{\"setup\":{\"modle\":\"x\"}}}\n{\"reset\":true}")
    _ = lenient.timePassed(toMs: 0)
    #expect(send(&lenient, #"{"setup":{"modle":"x"}}"#) == [.reset])
  }

  @Test("Audio leaves in chunks at its pace")
  func sendsAudio() throws {
    var player = try player(
      """
      {"send_audio":{"silence_ms":50,"chunk_ms":20,"pace":1,"transcript":"Hm"}}
      {"send":{"serverContent":{"turnComplete":true}}}
      """)
    let first = player.timePassed(toMs: 0)
    #expect(first.count == 2)
    #expect(first[0] == sent(#"{"serverContent":{"outputTranscription":{"text":"Hm"}}}"#))
    #expect(player.deadlineMs == 20)
    #expect(player.timePassed(toMs: 20).count == 1)
    #expect(player.timePassed(toMs: 45).count == 1)
    #expect(player.timePassed(toMs: 50) == [sent(#"{"serverContent":{"turnComplete":true}}"#)])
  }

  @Test("The model takes over for some turns, with the setup that the script has taken")
  func converses() throws {
    var player = try player(
      """
      {"expect":{"setup":{}}}
      {"send":{"setupComplete":{"sessionId":"mine"}}}
      {"converse":{"turns":1}}
      {"send":{"goAway":{"timeLeft":"1s"}}}
      """)
    _ = player.timePassed(toMs: 0)
    #expect(send(&player, Self.setup).count == 1)
    let actions = send(&player, #"{"realtimeInput":{"text":"Hi"}}"#)
    #expect(actions.first == sent(#"{"serverContent":{"modelTurn":{"role":"model","parts":[{"text":"You"}]}}}"#))
    #expect(actions.last == sent(#"{"goAway":{"timeLeft":"1s"}}"#))
    #expect(actions.count == 6)
  }

  @Test("A plain conversation needs no script")
  func conversesPlainly() {
    var player = ScriptPlayer(
      .conversation, fileName: "", .immediate, surface: .vertex, apiVersion: "v1", sessionID: "s", openedAtMs: 0)
    #expect(player.timePassed(toMs: 0) == [])
    #expect(player.deadlineMs == 30_000)
    let setup = #"{"setup":{"model":"publishers/google/models/m"}}"#
    #expect(send(&player, setup) == [sent(#"{"setupComplete":{"sessionId":"s"}}"#)])
  }

  @Test("A connection behind the end of its script stays silent until its life is over")
  func staysSilent() throws {
    var player = try player(#"{"send":{}}"#)
    _ = player.timePassed(toMs: 0)
    #expect(send(&player, Self.setup) == [])
    #expect(player.deadlineMs == 600_000)
    #expect(player.timePassed(toMs: 600_000) == [.close(Refusal(code: 1008, reason: "The operation was aborted."))])
  }

  @Test("Audio is counted and fingerprinted, inside of activities and in all")
  func tallies() throws {
    var player = try player(#"{"hang":true}"#)
    _ = player.timePassed(toMs: 0)
    let manual =
      #"{"setup":{"model":"models/m","realtimeInputConfig":{"automaticActivityDetection":{"disabled":true}}}}"#
    let messages = [
      manual, #"{"realtimeInput":{"audio":{"mimeType":"audio/pcm","data":"AAE="}}}"#,
      #"{"realtimeInput":{"activityStart":{}}}"#,
      #"{"realtimeInput":{"audio":{"mimeType":"audio/pcm","data":"AgMEBQ=="}}}"#,
      #"{"realtimeInput":{"activityEnd":{}}}"#,
    ]
    for message in messages { #expect(send(&player, message) == []) }
    #expect(player.tally.bytes == 6)
    #expect(player.tally.activityBytes == 4)
    #expect(player.tally.discardedBytes == 2)
    // printf '\0\1\2\3\4\5' | sha256sum; printf '\2\3\4\5' | sha256sum
    #expect(player.tally.digest == "17e88db187afd62c16e5debf3e6527cd006bc012bc90b51a810cd80c2d511f43")
    #expect(player.tally.activityDigest == "0dbea64d4275627cbbd092e72a44ebfe30cdc170993b539cc5ba587ce30995d4")
  }
}
