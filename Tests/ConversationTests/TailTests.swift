import Testing

@testable import Conversation

@Suite("Tail")
struct TailTests {
  private var tail = Tail(settings: SessionSettings())

  @Test("A response that ended early owes its turnComplete, and only that one is absorbed")
  func debtIsPaidOnce() {
    var tail = tail
    tail.responseEndedEarly(at: 0)
    #expect(!tail.isClear)
    #expect(tail.turnCompleted() == true)
    #expect(tail.turnCompleted() == false)
  }

  @Test("Content pays a debt, because it belongs to the next turn")
  func contentPaysDebt() {
    var tail = tail
    tail.responseEndedEarly(at: 0)
    #expect(tail.contentReceived(at: 10) == false)
    #expect(tail.isClear)
  }

  @Test("A debt nobody cut is forgiven after a minute")
  func debtIsForgiven() {
    var tail = tail
    tail.responseEndedEarly(at: 0)
    #expect(tail.deadline == 60_000)
    tail.timePassed(to: 60_000)
    #expect(tail.isClear)
  }

  @Test("A debt that the gateway cut is forgiven after two seconds, and its interrupted is ours")
  func cutDebt() {
    var tail = tail
    tail.responseEndedEarly(at: 0)
    tail.cutByGateway(at: 100)
    #expect(tail.deadline == 2_100)
    #expect(tail.interrupted(at: 200) == .ours)
  }

  @Test("An interrupted debt is the user's, of an answer that is done")
  func interruptedDebt() {
    var tail = tail
    tail.responseEndedEarly(at: 0)
    #expect(tail.interrupted(at: 50) == .ofDoneAnswer)
    #expect(tail.dropsTranscripts)
    #expect(!tail.dropsContent)
  }

  @Test("After an interruption transcripts of the dead turn are dropped for two seconds at most")
  func deadTurn() {
    var tail = tail
    #expect(tail.interrupted(at: 0) == .current)
    #expect(tail.dropsTranscripts)
    tail.timePassed(to: 1_999)
    #expect(tail.dropsTranscripts)
    tail.timePassed(to: 2_000)
    #expect(!tail.dropsTranscripts)
  }

  @Test("A cancelled answer is dropped while it goes on, and no longer than a minute")
  func cancelledAnswer() {
    var tail = tail
    tail.cancelled(at: 0)
    #expect(tail.contentReceived(at: 1_500) == true)
    #expect(tail.deadline == 3_500)
    var now = 1_500
    while now < 59_000 {
      now += 1_500
      #expect(tail.contentReceived(at: now) == true)
    }
    #expect(tail.deadline == 60_000)
  }

  @Test("The interruption that our cancelling causes ends the drop of content, not of transcripts")
  func cancelledThenInterrupted() {
    var tail = tail
    tail.cancelled(at: 0)
    #expect(tail.interrupted(at: 100) == .ours)
    #expect(!tail.dropsContent)
    #expect(tail.dropsTranscripts)
  }
}
