import Foundation
import Testing

@testable import GoogleAuth

@Suite struct TokenCacheTests {
  var cache = TokenCache()

  /// A token of an hour, obtained at time 0.
  let first = token("first", until: 3600)
  let error = GoogleAuthError.notFound(tried: [])

  static func token(_ value: String, until seconds: Int) -> AccessToken {
    AccessToken(
      value: Secret(value),
      expiry: Moment(monotonic: .seconds(seconds), wall: Date(timeIntervalSince1970: Double(seconds))))
  }
  func holding() -> TokenCache {
    var cache = TokenCache()
    _ = cache.tokenWanted(at: .zero)
    cache.fetched(first, at: .zero, random: 0.5)
    return cache
  }

  @Test("The first caller asks, the next ones wait")
  mutating func singleFlight() {
    #expect(cache.tokenWanted(at: .zero) == .fetch)
    #expect(cache.tokenWanted(at: .zero) == .wait)
    #expect(cache.refreshDue(at: .zero) == .wait)
    #expect(cache.freshness(at: .zero) == .fetching)
    cache.fetched(first, at: .seconds(1), random: 0)
    #expect(cache.tokenWanted(at: .seconds(1)) == .use(first))
    #expect(cache.freshness(at: .seconds(1)) == .fresh)
  }

  @Test("The background refreshes five minutes before the end, less the jitter")
  mutating func refreshAhead() {
    cache = holding()
    #expect(cache.refreshDue(at: .seconds(10)) == .sleep(until: .seconds(3330)))
    #expect(cache.refreshDue(at: .seconds(3329)) == .sleep(until: .seconds(3330)))
    #expect(cache.freshness(at: .seconds(3330)) == .stale)
    #expect(cache.refreshDue(at: .seconds(3330)) == .fetch)
    #expect(cache.refreshDue(at: .seconds(3330)) == .wait)
  }

  @Test("Callers get the old token while the background asks for the next")
  mutating func servesWhileRefreshing() {
    cache = holding()
    #expect(cache.refreshDue(at: .seconds(3340)) == .fetch)
    #expect(cache.tokenWanted(at: .seconds(3341)) == .use(first))
    let second = Self.token("second", until: 7000)
    cache.fetched(second, at: .seconds(3342), random: 0)
    #expect(cache.tokenWanted(at: .seconds(3342)) == .use(second))
  }

  @Test("A stale token serves a caller without making it ask")
  mutating func staleServes() {
    cache = holding()
    #expect(cache.tokenWanted(at: .seconds(3400)) == .use(first))
  }

  @Test("A token with less than a minute left makes the caller ask")
  mutating func leastLeft() {
    cache = holding()
    #expect(cache.tokenWanted(at: .seconds(3540)) == .use(first))
    #expect(cache.tokenWanted(at: .seconds(3541)) == .fetch)
    #expect(cache.tokenWanted(at: .seconds(3541)) == .wait)
  }

  @Test("A failed refresh keeps the old token and tries again at least ten seconds later, ever more rarely")
  mutating func failedRefresh() {
    cache = holding()
    var now = Duration.seconds(3330)
    for gap in [10, 20, 40, 60, 60] {
      #expect(cache.refreshDue(at: now) == .fetch)
      cache.fetchFailed(error, at: now)
      #expect(cache.tokenWanted(at: now) == .use(first))
      #expect(cache.refreshDue(at: now) == .sleep(until: now + .seconds(gap)))
      now += .seconds(gap)
    }
  }

  @Test("In the last minute a failed refresh still leaves the old token, until it ends")
  mutating func lastMinute() {
    cache = holding()
    #expect(cache.tokenWanted(at: .seconds(3595)) == .fetch)
    cache.fetchFailed(error, at: .seconds(3596))
    #expect(cache.tokenWanted(at: .seconds(3597)) == .use(first))
    #expect(cache.tokenWanted(at: .seconds(3601)) == .refuse(error))
    #expect(cache.freshness(at: .seconds(3601)) == .invalid)
    #expect(cache.tokenWanted(at: .seconds(3606)) == .fetch)
  }

  @Test("After a failure callers get its reason for ten seconds, then one asks again")
  mutating func failedFirst() {
    #expect(cache.tokenWanted(at: .zero) == .fetch)
    cache.fetchFailed(error, at: .seconds(2))
    #expect(cache.tokenWanted(at: .seconds(3)) == .refuse(error))
    #expect(cache.refreshDue(at: .seconds(3)) == .sleep(until: .seconds(12)))
    #expect(cache.tokenWanted(at: .seconds(12)) == .fetch)
    cache.fetchFailed(error, at: .seconds(13))
    #expect(cache.refreshDue(at: .seconds(13)) == .sleep(until: .seconds(33)))
    #expect(cache.tokenWanted(at: .seconds(23)) == .fetch)
  }

  @Test("A success forgets the failures")
  mutating func recovery() {
    for second in [0, 20, 40] {
      #expect(cache.tokenWanted(at: .seconds(second)) == .fetch)
      cache.fetchFailed(error, at: .seconds(second))
    }
    #expect(cache.tokenWanted(at: .seconds(60)) == .fetch)
    cache.fetched(first, at: .seconds(60), random: 0)
    #expect(cache.refreshDue(at: .seconds(3300)) == .fetch)
    cache.fetchFailed(error, at: .seconds(3300))
    #expect(cache.refreshDue(at: .seconds(3300)) == .sleep(until: .seconds(3310)))
  }

  @Test("A rejected token is dropped and the next caller asks at once")
  mutating func rejection() {
    cache = holding()
    #expect(cache.rejected(first, at: .seconds(5), reason: error) == .dropped)
    #expect(cache.tokenWanted(at: .seconds(5)) == .fetch)
  }

  @Test("Only the token we hold can be rejected")
  mutating func lateRejection() {
    cache = holding()
    let older = Self.token("older", until: 3600)
    #expect(cache.rejected(older, at: .seconds(5), reason: error) == .ignored)
    #expect(cache.tokenWanted(at: .seconds(5)) == .use(first))
  }

  @Test("A fresh token rejected again makes callers wait ten seconds, not hammer")
  mutating func rejectedTwice() {
    cache = holding()
    #expect(cache.rejected(first, at: .seconds(5), reason: error) == .dropped)
    #expect(cache.tokenWanted(at: .seconds(5)) == .fetch)
    cache.fetched(first, at: .seconds(6), random: 0)
    #expect(cache.rejected(first, at: .seconds(7), reason: error) == .dropped)
    #expect(cache.tokenWanted(at: .seconds(8)) == .refuse(error))
    #expect(cache.refreshDue(at: .seconds(8)) == .sleep(until: .seconds(15)))
    #expect(cache.tokenWanted(at: .seconds(15)) == .fetch)
  }

  @Test("A token rejected while its successor is on the way serves nobody any more")
  mutating func rejectedWhileRefreshing() {
    cache = holding()
    #expect(cache.refreshDue(at: .seconds(3340)) == .fetch)
    #expect(cache.rejected(first, at: .seconds(3341), reason: error) == .dropped)
    #expect(cache.tokenWanted(at: .seconds(3341)) == .wait)
    cache.fetchFailed(error, at: .seconds(3342))
    #expect(cache.tokenWanted(at: .seconds(3342)) == .refuse(error))
  }

  @Test("If the asking caller goes away, the next one asks")
  mutating func abandoned() {
    #expect(cache.tokenWanted(at: .zero) == .fetch)
    cache.fetchAbandoned(at: .seconds(1))
    #expect(cache.tokenWanted(at: .seconds(1)) == .fetch)
    cache.fetched(first, at: .seconds(2), random: 0)
    #expect(cache.refreshDue(at: .seconds(3330)) == .fetch)
    cache.fetchAbandoned(at: .seconds(3331))
    #expect(cache.tokenWanted(at: .seconds(3331)) == .use(first))
    #expect(cache.refreshDue(at: .seconds(3331)) == .fetch)
  }

  @Test("A server that gives the same ageing token again is not asked in a loop")
  mutating func sameTokenAgain() {
    cache = holding()
    #expect(cache.refreshDue(at: .seconds(3330)) == .fetch)
    cache.fetched(first, at: .seconds(3330), random: 0.5)
    #expect(cache.refreshDue(at: .seconds(3330)) == .sleep(until: .seconds(3465)))
    #expect(cache.refreshDue(at: .seconds(3465)) == .fetch)
    cache.fetched(first, at: .seconds(3598), random: 0.5)
    #expect(cache.tokenWanted(at: .seconds(3599)) == .use(first))
    #expect(cache.refreshDue(at: .seconds(3599)) == .sleep(until: .seconds(3608)))
    #expect(cache.tokenWanted(at: .seconds(3601)) == .fetch)
  }
}
