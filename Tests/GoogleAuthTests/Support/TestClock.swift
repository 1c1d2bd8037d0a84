import Foundation
import GoogleAuth
import Synchronization

/// Time that only the test moves.
final class TestClock: Sendable {
  private struct State {
    var now: Moment
    var skips: Bool
    var slept: [Duration] = []
    var sleepers: [Int: (until: Duration, wake: AsyncStream<Never>.Continuation)] = [:]
    var nextSleeper = 0
  }

  private let state: Mutex<State>

  /// - Parameter skips: whether a sleep passes at once, moving the time; otherwise only `advance` wakes.
  init(skips: Bool) {
    state = Mutex(
      State(now: Moment(monotonic: .seconds(1_000), wall: Date(timeIntervalSince1970: 1_700_000_000)), skips: skips))
  }

  var authClock: AuthClock {
    AuthClock(now: { self.now }, sleep: { try await self.sleep($0) })
  }

  var now: Moment { state.withLock { $0.now } }
  /// Every sleep that was begun.
  var slept: [Duration] { state.withLock { $0.slept } }
  var sleeping: Int { state.withLock { $0.sleepers.count } }

  func advance(by seconds: Int) {
    state.withLock { state in
      state.now = state.now + seconds
      for (id, sleeper) in state.sleepers where sleeper.until <= state.now.monotonic {
        sleeper.wake.finish()
        state.sleepers[id] = nil
      }
    }
  }

  private func sleep(_ duration: Duration) async throws {
    let (stream, wake) = AsyncStream<Never>.makeStream()
    let id: Int? = state.withLock { state in
      state.slept.append(duration)
      if state.skips {
        let moment = state.now
        state.now = Moment(
          monotonic: moment.monotonic + duration,
          wall: moment.wall.addingTimeInterval(duration / .seconds(1)))
        return nil
      }
      state.nextSleeper += 1
      state.sleepers[state.nextSleeper] = (state.now.monotonic + duration, wake)
      return state.nextSleeper
    }
    if let id {
      for await _ in stream {}
      state.withLock { $0.sleepers[id] = nil }
    }
    try Task.checkCancellation()
  }
}

/// Waits until a condition holds; gives up after ten seconds, and then the test's own expectation fails.
func eventually(_ condition: @Sendable () async -> Bool) async throws {
  for _ in 0..<5_000 {
    if await condition() { return }
    try await Task.sleep(for: .milliseconds(2))
  }
}
