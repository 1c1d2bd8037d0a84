import Testing

@testable import GatewayServer

@Suite("How long the gateway waits, unless it is told otherwise")
struct SessionTimingsTests {
  @Test("A peer that falls silent is found within a minute, on either side")
  func halfOpen() {
    let timings = SessionTimings()
    // Just after a pong: until the next ping, and as long as that may take.
    #expect(timings.clientPingInterval + timings.clientPongTimeout <= .seconds(60))
    #expect(timings.upstreamPingInterval + timings.upstreamPongTimeout <= .seconds(60))
  }

  @Test("Google's slow pongs, after thirty seconds, are no end")
  func slowPongs() {
    #expect(SessionTimings().upstreamPongTimeout >= .seconds(30))
  }
}
