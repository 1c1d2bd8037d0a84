import NIOCore
import NIOPosix
import Testing

@testable import GatewayServer

struct LoopPulseTests {
  private func pulse(asked: Int64, at: Int64, worked: Int) -> LoopPulse {
    LoopPulse(
      askedAt: .uptimeNanoseconds(UInt64(asked) * 1_000_000), at: .uptimeNanoseconds(UInt64(at) * 1_000_000),
      worked: worked * 1_000_000)
  }

  @Test("It is late by the time from the question to the answer, and busy by the time it worked between two answers")
  func figures() {
    let (first, second) = (pulse(asked: 100, at: 103, worked: 10), pulse(asked: 300, at: 303, worked: 160))
    #expect(first.lagMs == 3)
    #expect(second.busyPercent(since: first) == 75)
    #expect(first.busyPercent(since: first) == 0)
  }

  @Test("A loop that works is busier than one that rests")
  func measured() async throws {
    let loop = MultiThreadedEventLoopGroup.singleton.next()
    let (before, after) = try await loop.submit {
      let before = LoopPulse(askedAt: .now())
      let end = NIODeadline.now() + .milliseconds(30)
      while NIODeadline.now() < end {}
      return (before, LoopPulse(askedAt: .now()))
    }.get()
    #expect(after.busyPercent(since: before) > 0)
  }
}
