import Foundation
import Testing

@Suite("Random calls")
struct PropertyTests {
  /// 8 × 70 calls of 200 steps: 112,000 steps. `PARLEY_SEEDS=1000-2000` plays others.
  @Test("The invariants hold on random interleavings of both sides", arguments: 0..<8)
  func invariantsHold(part: Int) throws {
    var steps = 0
    for seed in Self.seeds(part) {
      var call = try RandomCall(seed: seed)
      for _ in 0..<200 {
        try call.step()
        steps += 1
      }
      try call.fallSilent()
    }
    #expect(steps >= 14_000)
  }

  private static func seeds(_ part: Int) -> [UInt64] {
    let wanted = ProcessInfo.processInfo.environment["PARLEY_SEEDS"]?.split(separator: "-").compactMap { UInt64($0) }
    guard let wanted, wanted.count == 2 else { return (0..<70).map { UInt64(part * 1_000 + $0) } }
    return (wanted[0]...wanted[1]).filter { $0 % 8 == UInt64(part) }
  }
}
