import Testing

@testable import LoadGenerator

struct LatencyHistogramTests {
  @Test("A percentile is within 3 % of the truth, whatever the size", arguments: [1, 63, 64, 1_000, 123_456_789])
  func precision(unit: UInt64) throws {
    var histogram = LatencyHistogram()
    for value in 1...1_000 { histogram.add(UInt64(value) * unit) }
    for (fraction, rank) in [(0.5, 500), (0.9, 900), (0.99, 990), (1.0, 1_000)] {
      let found = Double(try #require(histogram.percentile(fraction)))
      let truth = Double(UInt64(rank) * unit)
      #expect(abs(found - truth) <= truth * 0.03)
    }
    #expect(histogram.largest == 1_000 * unit)
    #expect(histogram.count == 1_000)
  }

  @Test("An empty one has no percentiles, and the largest number has a place")
  func ends() {
    var histogram = LatencyHistogram()
    #expect(histogram.percentile(0.5) == nil)
    #expect(histogram.mean == 0)
    histogram.add(.max)
    histogram.add(0)
    #expect(histogram.percentile(1) == .max)
    #expect(histogram.percentile(0.1) == 0)
  }

  @Test("Those of two threads add up")
  func sum() {
    var one = LatencyHistogram()
    var other = LatencyHistogram()
    var both = LatencyHistogram()
    for value in 1...500 {
      one.add(UInt64(value))
      other.add(UInt64(value) * 1_000)
      both.add(UInt64(value))
      both.add(UInt64(value) * 1_000)
    }
    one.add(other)
    #expect(one == both)
  }

  @Test("The chart has a bar for each step, counts everything, and its longest bar is the fullest step")
  func chart() {
    var histogram = LatencyHistogram()
    for _ in 0..<300 { histogram.add(1_200_000) }
    for _ in 0..<150 { histogram.add(2_500_000) }
    histogram.add(9_000_000)
    let lines = LatencyChart.lines(histogram)
    #expect(
      lines == [
        "  1.00 ms – 1.50 ms  ████████████████████████████████████████ 300", "  1.50 ms – 2.00 ms   0",
        "  2.00 ms – 3.00 ms  ████████████████████ 150", "  3.00 ms – 5.00 ms   0", "  5.00 ms – 7.00 ms   0",
        "  7.00 ms – 10.0 ms  ▏ 1",
      ])
    #expect(LatencyChart.lines(LatencyHistogram()).isEmpty)
  }

  @Test("All that was counted is drawn, also what lies at the edge of a step")
  func edges() {
    var histogram = LatencyHistogram()
    for time in [499_500_000, 499_900_000, 300_000_001, 1_000_000] as [UInt64] { histogram.add(time) }
    let drawn = LatencyChart.lines(histogram).compactMap { $0.split(separator: " ").last.flatMap { Int($0) } }
    #expect(drawn.reduce(0, +) == 4)
  }

  @Test("Times are read with three digits")
  func times() {
    let texts = [999, 1_234, 45_600, 999_400, 12_340_000, 3_000_000_000].map { ReadableTime.text($0) }
    #expect(texts == ["999 ns", "1.23 µs", "45.6 µs", "999 µs", "12.3 ms", "3.00 s"])
  }
}
