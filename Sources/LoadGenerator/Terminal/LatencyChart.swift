/// A histogram drawn with text: steps that grow by half, and a bar for each.
package enum LatencyChart {
  private static let width = 40
  private static let eighths = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]

  /// - Returns: one line for each step from the quickest to the slowest; none if nothing was counted.
  package static func lines(_ histogram: LatencyHistogram) -> [String] {
    guard let low = histogram.percentile(0), let high = histogram.percentile(1) else { return [] }
    var steps: [(range: Range<UInt64>, count: Int)] = []
    var start = first(below: low)
    while start <= high, steps.count < 64 {
      let end = next(start)
      steps.append((start..<end, histogram.count(in: start..<end)))
      start = end
    }
    let most = max(1, steps.map(\.count).max() ?? 1)
    let labels = steps.map { "\(ReadableTime.text($0.range.lowerBound)) – \(ReadableTime.text($0.range.upperBound))" }
    let margin = labels.map(\.count).max() ?? 0
    return zip(steps, labels).map { step, label in
      let padding = String(repeating: " ", count: margin - label.count)
      return "  \(padding)\(label)  \(bar(step.count, of: most)) \(step.count)"
    }
  }

  /// 1, 1.5, 2, 3, 5, 7 and their tenfolds, so that the limits are round.
  private static let mantissas: [UInt64] = [10, 15, 20, 30, 50, 70]

  private static func next(_ value: UInt64) -> UInt64 {
    var power: UInt64 = 1
    while value / power >= 100 { power *= 10 }
    return (mantissas.first { $0 * power > value } ?? 100) * power
  }

  private static func first(below value: UInt64) -> UInt64 {
    var start: UInt64 = 10
    while next(start) <= value { start = next(start) }
    return start
  }

  private static func bar(_ count: Int, of most: Int) -> String {
    let parts = count * width * 8 / most
    let text = String(repeating: "█", count: parts / 8) + eighths[parts % 8]
    return text.isEmpty && count > 0 ? eighths[1] : text
  }
}
