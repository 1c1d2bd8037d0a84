package import FoundationEssentials

/// One point in time as both clocks tell it.
///
/// Waiting and expiry go by `monotonic`, which nobody can set back; what is signed into a JWT goes by `wall`.
package struct Moment: Sendable, Hashable {
  /// Time since an origin that is fixed for the life of the process; counts on while the machine sleeps.
  package var monotonic: Duration
  package var wall: Date

  package init(monotonic: Duration, wall: Date) {
    self.monotonic = monotonic
    self.wall = wall
  }

  package static func + (moment: Moment, seconds: Int) -> Moment {
    Moment(monotonic: moment.monotonic + .seconds(seconds), wall: moment.wall.addingTimeInterval(Double(seconds)))
  }

  /// Whole seconds since 1970, as JWT and AWS count.
  var unixSeconds: Int { Int(wall.timeIntervalSince1970) }
}
