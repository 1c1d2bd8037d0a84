import Testing

@testable import Conversation

@Suite("User turn")
struct UserTurnTests {
  private func begun(at now: Int) -> UserTurn {
    var turn = UserTurn(settings: SessionSettings())
    turn.began(itemID: "item_1", startMs: 0, nowMs: 0, isHeard: true, style: .delta, at: now)
    return turn
  }

  @Test("Without a transcript it is closed empty two seconds after the silence")
  func closedEmpty() {
    #expect(begun(at: 100).deadline(silenceMs: 500) == 2_600)
  }

  @Test("With a transcript it is closed a second and a half after the silence")
  func closedWithTranscript() {
    var turn = begun(at: 100)
    turn.transcriptReceived("Hi", audioMs: 0)
    #expect(turn.deadline(silenceMs: 500) == 2_100)
  }

  @Test("Speech that goes on moves the deadline, and the end of the turn with it")
  func speechGoesOn() {
    var turn = begun(at: 100)
    turn.heard(positionMs: 900, at: 1_000)
    #expect(turn.deadline(silenceMs: 500) == 3_500)
    #expect(turn.committed()?.speechEndMs == 900)
    #expect(!turn.isOpen)
    #expect(turn.deadline(silenceMs: 500) == .max)
  }

  @Test("It waits for its answer once no speech was heard for a moment")
  func quiet() {
    let turn = begun(at: 100)
    #expect(!turn.isQuiet(at: 299))
    #expect(turn.isQuiet(at: 300))
  }
}
