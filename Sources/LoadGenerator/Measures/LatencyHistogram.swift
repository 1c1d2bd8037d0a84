/// Durations in nanoseconds, counted in buckets 3 % wide: adding one costs a few instructions whatever its size, and
/// histograms of several threads can be added up.
package struct LatencyHistogram: Equatable, Sendable {
  /// Buckets for each power of two.
  private static let steps = 32

  private var counts: [Int]
  package private(set) var count = 0
  package private(set) var largest: UInt64 = 0
  private var sum: Double = 0

  package init() { counts = Array(repeating: 0, count: Self.bucket(of: .max) + 1) }

  package mutating func add(_ nanoseconds: UInt64) {
    counts[Self.bucket(of: nanoseconds)] += 1
    count += 1
    largest = max(largest, nanoseconds)
    sum += Double(nanoseconds)
  }

  package mutating func add(_ other: LatencyHistogram) {
    for (bucket, more) in other.counts.enumerated() where more > 0 { counts[bucket] += more }
    count += other.count
    largest = max(largest, other.largest)
    sum += other.sum
  }

  /// The mean; 0 if there is nothing.
  package var mean: UInt64 { count == 0 ? 0 : UInt64(sum / Double(count)) }

  /// The duration that this fraction stays within; nil if there is nothing.
  /// - Parameter fraction: 0.99 for the 99th percentile.
  package func percentile(_ fraction: Double) -> UInt64? {
    guard count > 0 else { return nil }
    guard fraction < 1 else { return largest }
    let wanted = max(1, Int((fraction * Double(count)).rounded(.up)))
    var seen = 0
    for (bucket, more) in counts.enumerated() where more > 0 {
      seen += more
      guard seen >= wanted else { continue }
      return middle(of: bucket)
    }
    return largest
  }

  /// How many lie in `range`, as exact as the buckets are: what a bucket holds is taken to lie in its middle, here as in a
  /// percentile.
  package func count(in range: Range<UInt64>) -> Int {
    counts.indices.reduce(0) { $0 + (counts[$1] > 0 && range.contains(middle(of: $1)) ? counts[$1] : 0) }
  }

  private func middle(of bucket: Int) -> UInt64 {
    let start = Self.start(of: bucket)
    return min(largest, start + (Self.start(of: bucket + 1) - start) / 2)
  }

  private static func bucket(of value: UInt64) -> Int {
    guard value >= UInt64(2 * steps) else { return Int(value) }
    let exponent = 63 - value.leadingZeroBitCount
    return (exponent - 4) * steps + Int(value >> UInt64(exponent - 5)) - steps
  }

  private static func start(of bucket: Int) -> UInt64 {
    guard bucket >= 2 * steps else { return UInt64(bucket) }
    let exponent = bucket / steps + 4
    guard exponent < 64 else { return .max }
    return UInt64(bucket % steps + steps) << UInt64(exponent - 5)
  }
}
