import Testing

@testable import GatewayServer

@Suite("Turns of the event loops")
struct LoopTurnsTests {
  /// The loops that get so many newcomers, one after the other, who all stay.
  private func takers(_ turns: inout LoopTurns, _ count: Int) -> [Int] {
    (0..<count).map { _ in
      let loop = turns.next
      turns.connectionCame(to: loop)
      return loop
    }
  }

  @Test("A burst is dealt out in turn")
  func burst() {
    var turns = LoopTurns(loops: 3)
    #expect(takers(&turns, 7) == [0, 1, 2, 0, 1, 2, 0])
  }

  @Test("Newcomers go where calls have ended")
  func ended() {
    var turns = LoopTurns(loops: 2)
    #expect(takers(&turns, 6) == [0, 1, 0, 1, 0, 1])
    for _ in 0..<3 { turns.connectionLeft(1) }
    #expect(takers(&turns, 4) == [1, 1, 1, 0])
  }

  @Test("A connection that turns out to be no call changes nothing but the turn among equals")
  func short() {
    var turns = LoopTurns(loops: 2)
    _ = takers(&turns, 1)
    for _ in 0..<10 {
      #expect(turns.next == 1)
      turns.connectionCame(to: 1)
      turns.connectionLeft(1)
    }
    #expect(takers(&turns, 3) == [1, 0, 1])
  }

  @Test("One loop gets everything, and no loop is as good as one")
  func one() {
    for loops in [0, 1] {
      var turns = LoopTurns(loops: loops)
      #expect(takers(&turns, 3) == [0, 0, 0])
    }
  }
}
