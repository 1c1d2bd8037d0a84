import Testing

@Suite("A call of an hour")
struct HourCallTests {
  @Test("Nothing is heard of its connections but the turns of the call", arguments: HourCall.Ending.allCases)
  func nothingButTurns(ending: HourCall.Ending) throws {
    var call = try HourCall(ending)
    call.play()
    let turns = HourCall.turns
    #expect(call.connections >= 6)
    // Each connection but the first knows what was said before it.
    #expect(call.resumed.count == call.connections - 1)
    #expect(call.resumed == call.resumed.sorted { Int($0.dropFirst()) ?? 0 < Int($1.dropFirst()) ?? 0 })
    #expect(call.answers == Array(repeating: "completed", count: turns))
    #expect(call.sessionIDs == ["sess_1"])
    // User and assistant take turns, to the end.
    #expect(call.items == Array(repeating: ["user", "assistant"], count: turns).flatMap { $0 })
    for (event, count) in [
      "session.created": 1, "response.created": turns, "response.done": turns,
      "input_audio_buffer.speech_started": turns / 2, "input_audio_buffer.speech_stopped": turns / 2,
      "input_audio_buffer.committed": turns / 2, "conversation.item.done": 2 * turns,
    ] {
      #expect(call.heard[event] == count, "\(event)")
    }
    let others = Set(call.heard.keys).filter { $0.hasPrefix("session.") || $0 == "error" }
    #expect(others == ["session.created"])
  }
}
