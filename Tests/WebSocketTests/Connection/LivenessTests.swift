import Testing

@testable import WebSocket

struct LivenessTests {
  @Test("A peer that sends nothing after a ping is silent")
  func silent() {
    var liveness = Liveness()
    let starts = liveness.pingSent()
    #expect(starts)
    #expect(liveness.timeoutPassed(isReading: true) == .silent)
  }

  @Test("Any byte after the ping is a sign of life")
  func alive() {
    var liveness = Liveness()
    _ = liveness.pingSent()
    liveness.bytesReceived()
    #expect(liveness.timeoutPassed(isReading: true) == .alive)
  }

  @Test("A second ping does not prolong the first one's timeout")
  func secondPing() {
    var liveness = Liveness()
    _ = liveness.pingSent()
    let startsAgain = liveness.pingSent()
    #expect(!startsAgain)
    #expect(liveness.timeoutPassed(isReading: true) == .silent)
  }

  @Test("While we do not read, silence proves nothing")
  func notReading() {
    var liveness = Liveness()
    _ = liveness.pingSent()
    #expect(liveness.timeoutPassed(isReading: false) == .alive)
  }
}
