internal import FoundationEssentials

/// Where credentials get the time from and how they wait; tests pass their own.
package struct AuthClock: Sendable {
  package var now: @Sendable () -> Moment
  /// Throws `CancellationError` when the waiting task is cancelled.
  package var sleep: @Sendable (Duration) async throws -> Void

  package init(now: @escaping @Sendable () -> Moment, sleep: @escaping @Sendable (Duration) async throws -> Void) {
    self.now = now
    self.sleep = sleep
  }

  /// The machine's own clocks.
  package static let system: AuthClock = {
    let origin = ContinuousClock.now
    return AuthClock(
      now: { Moment(monotonic: origin.duration(to: .now), wall: Date.now) },
      sleep: { try await Task.sleep(for: $0, clock: .continuous) })
  }()
}
