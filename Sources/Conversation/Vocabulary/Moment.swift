/// A point in time, handed in by the shell: nothing below the waterline looks at a clock.
package struct Moment: Equatable, Sendable, Comparable {
  /// Monotonic milliseconds since an arbitrary start.
  package var ms: Int
  /// Seconds since 1970, for the few fields that show a date (`expires_at`).
  package var unix: Int

  package init(ms: Int, unix: Int) {
    self.ms = ms
    self.unix = unix
  }

  package static func < (left: Moment, right: Moment) -> Bool { left.ms < right.ms }

  /// The monotonic millisecond `milliseconds` later.
  package func after(_ milliseconds: Int) -> Int { ms + milliseconds }
}
