/// Durations as people read them: three digits and a unit.
package enum ReadableTime {
  package static func text(_ nanoseconds: UInt64) -> String {
    let value = Double(nanoseconds)
    switch nanoseconds {
    case ..<1_000: return "\(nanoseconds) ns"
    case ..<1_000_000: return digits(value / 1_000) + " µs"
    case ..<1_000_000_000: return digits(value / 1_000_000) + " ms"
    default: return digits(value / 1_000_000_000) + " s"
    }
  }

  /// `1.23`, `12.3` or `123`.
  package static func digits(_ value: Double) -> String {
    let places = value < 10 ? 100 : value < 100 ? 10 : 1
    let scaled = Int((min(max(value, 0), 1e15) * Double(places)).rounded())
    guard places > 1 else { return "\(scaled)" }
    let rest = String(scaled % places)
    let zeros = String(repeating: "0", count: (places == 100 ? 2 : 1) - rest.count)
    return "\(scaled / places).\(zeros)\(rest)"
  }
}
