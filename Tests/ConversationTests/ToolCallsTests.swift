import Testing

@testable import Conversation

@Suite("Tool calls")
struct ToolCallsTests {
  private func calling(_ ids: String...) -> ToolCalls {
    var calls = ToolCalls()
    for id in ids { calls.called(ToolCalls.Call(callID: "call_" + id, upstreamID: id, name: "f_" + id)) }
    return calls
  }

  @Test("Outputs are collected until every call has one, and go up in the order of the calls")
  func collected() {
    var calls = calling("a", "b")
    #expect(calls.outputGiven("2", callID: "call_b") == .collected)
    #expect(
      calls.outputGiven("1", callID: "call_a")
        == .complete([
          ToolResult(id: "a", name: "f_a", output: "1"), ToolResult(id: "b", name: "f_b", output: "2"),
        ]))
    #expect(!calls.isAwaiting)
  }

  @Test("An output for a call that nobody made is unknown, a second one for the same call is late")
  func unknownAndLate() {
    var calls = calling("a", "b")
    #expect(!calls.knows("call_x"))
    #expect(calls.outputGiven("1", callID: "call_x") == .unknown)
    #expect(calls.outputGiven("1", callID: "call_a") == .collected)
    #expect(calls.outputGiven("2", callID: "call_a") == .late)
  }

  @Test("A cancelled call is not waited for, and its output is late")
  func cancelled() {
    var calls = calling("a", "b")
    #expect(calls.outputGiven("1", callID: "call_a") == .collected)
    #expect(calls.cancelled(upstreamIDs: ["b"]) == [ToolResult(id: "a", name: "f_a", output: "1")])
    #expect(calls.outputGiven("2", callID: "call_b") == .late)
  }

  @Test("When all are cancelled nothing goes up")
  func allCancelled() {
    var calls = calling("a")
    #expect(calls.cancelled(upstreamIDs: ["a"]).isEmpty)
    #expect(!calls.isAwaiting)
  }

  @Test("A create waits so long for missing outputs; then they are said to be missing")
  func missing() {
    var calls = calling("a", "b")
    _ = calls.outputGiven("1", callID: "call_a")
    #expect(calls.deadline(wait: 30_000) == .max)
    calls.createWaits(ResponseRequest(), since: 100)
    #expect(calls.deadline(wait: 30_000) == 30_100)
    #expect(calls.takeAll().map(\.output) == ["1", nil])
    #expect(calls.outputGiven("2", callID: "call_b") == .late)
  }

  @Test("An output for a call of a history that the client wrote is history")
  func history() {
    var calls = ToolCalls()
    calls.remembered(callID: "call_old")
    #expect(calls.knows("call_old"))
    #expect(calls.outputGiven("1", callID: "call_old") == .late)
  }
}
