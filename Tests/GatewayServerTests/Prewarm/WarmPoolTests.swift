import Testing

@testable import GatewayServer

@Suite("Warm pool")
struct WarmPoolTests {
  private let longAgo = Int.min
  private let maxAge = 30_000

  /// A pool of two, both open since 0.
  private func full() -> WarmPool {
    var pool = WarmPool(size: 2, maxAge: maxAge)
    _ = pool.due(at: 0, cooling: longAgo)
    _ = pool.opened(1, chance: 0, at: 0)
    _ = pool.opened(2, chance: 0, at: 0)
    return pool
  }

  @Test("At first all are dialled, and none twice")
  func fills() {
    var pool = WarmPool(size: 3, maxAge: maxAge)
    #expect(pool.due(at: 0, cooling: longAgo) == [.dial(1), .dial(2), .dial(3)])
    #expect(pool.due(at: 0, cooling: longAgo) == [])
    #expect(pool.deadline(cooling: longAgo) == nil)
    #expect(pool.opened(2, chance: 0, at: 5) == true)
    #expect(pool.waitingCount == 1)
  }

  @Test("A call takes the newest, and another is dialled in its place")
  func taken() {
    var pool = full()
    #expect(pool.taken() == 2)
    #expect(pool.due(at: 10, cooling: longAgo) == [.dial(3)])
    #expect(pool.taken() == 1)
    #expect(pool.taken() == nil)
  }

  @Test("What has waited for its time is exchanged, and chance takes up to a quarter of it")
  func old() {
    var pool = WarmPool(size: 2, maxAge: maxAge)
    _ = pool.due(at: 0, cooling: longAgo)
    _ = pool.opened(1, chance: 1, at: 0)
    _ = pool.opened(2, chance: 0, at: 0)
    #expect(pool.deadline(cooling: longAgo) == 22_500)
    #expect(pool.due(at: 22_499, cooling: longAgo) == [])
    #expect(pool.due(at: 22_500, cooling: longAgo) == [.drop(1), .dial(3)])
    #expect(pool.due(at: 30_000, cooling: longAgo) == [.drop(2), .dial(4)])
  }

  @Test("After a failure one is dialled at a time, after 1 s, then 2 s, up to a minute")
  func backsOff() {
    var pool = WarmPool(size: 3, maxAge: maxAge)
    _ = pool.due(at: 0, cooling: longAgo)
    for number in 1...3 { pool.failed(number, chance: 0, at: 100) }
    #expect(pool.isFailing)
    #expect(pool.due(at: 1_099, cooling: longAgo) == [])
    #expect(pool.deadline(cooling: longAgo) == 1_100)
    #expect(pool.due(at: 1_100, cooling: longAgo) == [.dial(4)])
    pool.failed(4, chance: 0, at: 1_200)
    #expect(pool.deadline(cooling: longAgo) == 3_200)
    var now = 3_200
    for _ in 1...10 {
      guard case .dial(let number)? = pool.due(at: now, cooling: longAgo).first else { break }
      pool.failed(number, chance: 0, at: now)
      now = pool.deadline(cooling: longAgo) ?? now
    }
    guard case .dial(let number)? = pool.due(at: now, cooling: longAgo).first else {
      return #expect(Bool(false), "nothing was due")
    }
    pool.failed(number, chance: 0, at: now)
    #expect(pool.deadline(cooling: longAgo) == now + 60_000)
  }

  @Test("When the service is back, the pool fills one by one, and is sound once a call took one")
  func recovers() {
    var pool = WarmPool(size: 2, maxAge: maxAge)
    _ = pool.due(at: 0, cooling: longAgo)
    pool.failed(1, chance: 0, at: 0)
    pool.failed(2, chance: 0, at: 0)
    #expect(pool.due(at: 1_000, cooling: longAgo) == [.dial(3)])
    _ = pool.opened(3, chance: 0, at: 1_100)
    #expect(pool.due(at: 1_100, cooling: longAgo) == [.dial(4)])
    #expect(pool.isFailing)
    #expect(pool.taken() == 3)
    #expect(!pool.isFailing)
  }

  @Test("Who lived to be old was good")
  func oldIsGood() {
    var pool = full()
    #expect(pool.ended(1, chance: 0, at: 100) == true)
    #expect(pool.isFailing)
    _ = pool.due(at: 30_000, cooling: longAgo)
    #expect(!pool.isFailing)
  }

  @Test("What the peer ended leaves at once, and is replaced after a pause; all together are one failure")
  func ended() {
    var pool = full()
    #expect(pool.ended(1, chance: 0, at: 100) == true)
    #expect(pool.ended(2, chance: 0, at: 101) == true)
    #expect(pool.ended(2, chance: 0, at: 102) == false)
    #expect(pool.taken() == nil)
    #expect(pool.due(at: 1_099, cooling: longAgo) == [])
    #expect(pool.due(at: 1_100, cooling: longAgo) == [.dial(3)])
  }

  @Test("A service that takes connections and ends them is dialled less and less")
  func endsAlways() {
    var pool = WarmPool(size: 1, maxAge: maxAge)
    var dialled: [Int] = []
    var now = 0
    while now < 60_000 {
      for step in pool.due(at: now, cooling: longAgo) {
        guard case .dial(let number) = step else { continue }
        dialled.append(now)
        _ = pool.opened(number, chance: 0, at: now)
        _ = pool.ended(number, chance: 0, at: now)
      }
      now = pool.deadline(cooling: longAgo) ?? 60_000
    }
    #expect(dialled == [0, 1_000, 3_000, 7_000, 15_000, 31_000])
  }

  @Test("While its deployment cools down nothing is dialled, but what is old goes")
  func cooling() {
    var pool = full()
    _ = pool.taken()
    #expect(pool.due(at: 100, cooling: 40_000) == [])
    #expect(pool.deadline(cooling: 40_000) == 30_000)
    #expect(pool.due(at: 30_000, cooling: 40_000) == [.drop(1)])
    #expect(pool.deadline(cooling: 40_000) == 40_000)
    #expect(pool.due(at: 40_000, cooling: 40_000) == [.dial(3), .dial(4)])
  }

  @Test("When it is over, all are dropped, nothing is dialled, and what opens late is not wanted")
  func over() {
    var pool = full()
    _ = pool.taken()
    _ = pool.due(at: 1, cooling: longAgo)
    #expect(pool.over() == [1])
    #expect(pool.opened(3, chance: 0, at: 2) == false)
    #expect(pool.due(at: 100_000, cooling: longAgo) == [])
    #expect(pool.deadline(cooling: longAgo) == nil)
  }

  @Test(
    "Every loop has its share, the first ones one more", arguments: [(0, [0, 0, 0]), (2, [1, 1, 0]), (7, [3, 2, 2])])
  func shares(count: Int, shares: [Int]) {
    #expect((0..<3).map { WarmPools.share(of: count, at: $0, among: 3) } == shares)
  }
}
