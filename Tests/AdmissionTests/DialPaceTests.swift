import Admission
import Testing

@Suite("Dial pace")
struct DialPaceTests {
  @Test("A burst goes at once, then one after the other")
  func burst() {
    var pace = DialPace()
    let waits = (0..<100).map { _ in pace.delay(at: 5_000) }
    #expect(waits.prefix(DialPace.burst).allSatisfy { $0 == 0 })
    #expect(waits[DialPace.burst] == DialPace.interval)
    #expect(waits[99] == (100 - DialPace.burst) * DialPace.interval)
  }

  @Test("A single call never waits")
  func single() {
    var pace = DialPace()
    #expect((0..<100).allSatisfy { pace.delay(at: $0 * DialPace.interval) == 0 })
  }

  @Test("A quiet time makes room for another burst, and no larger one")
  func quiet() {
    var pace = DialPace()
    for _ in 0..<100 { _ = pace.delay(at: 0) }
    let waits = (0..<100).map { _ in pace.delay(at: 60_000) }
    #expect(waits.filter { $0 == 0 }.count == DialPace.burst)
  }
}
