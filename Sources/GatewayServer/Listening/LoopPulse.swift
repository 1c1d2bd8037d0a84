internal import NIOCore

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// How an event loop was when it came to look.
struct LoopPulse: Equatable, Sendable {
  /// From the question to the answer, in ms.
  let lagMs: Int
  private let at: NIODeadline
  /// Of its thread on a processor so far, in ns.
  private let worked: Int

  /// On the loop.
  init(askedAt asked: NIODeadline) {
    self.init(askedAt: asked, at: .now(), worked: Self.workOfThisThread)
  }

  /// ns. Several modules bring `timespec` along, and which of them owns its members differs from build to build; it is two
  /// integers of the machine's width.
  private static var workOfThisThread: Int {
    withUnsafeTemporaryAllocation(of: timespec.self, capacity: 1) { time in
      guard let place = time.baseAddress, clock_gettime(CLOCK_THREAD_CPUTIME_ID, place) == 0 else { return 0 }
      let words = UnsafeRawBufferPointer(time)
      return words.load(as: Int.self) * 1_000_000_000
        + words.load(fromByteOffset: MemoryLayout<Int>.stride, as: Int.self)
    }
  }

  init(askedAt asked: NIODeadline, at: NIODeadline, worked: Int) {
    lagMs = Int((at - asked).nanoseconds / 1_000_000)
    self.at = at
    self.worked = worked
  }

  /// How much of the time since then it worked.
  func busyPercent(since last: LoopPulse) -> Int {
    let passed = Int((at - last.at).nanoseconds)
    return passed > 0 ? min(100, (worked - last.worked) * 100 / passed) : 0
  }
}
