extension Duration {
  /// Reads `30s`, `5m`, `250ms`, `1h`, `2d`, or a plain number of seconds (`0.5`). Nil: none of these, or negative.
  init?(notation text: String) {
    let digits = text.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
    let unit = text.dropFirst(digits.count).drop { $0 == " " }.lowercased()
    guard let number = Double(digits), number <= 1e9, let seconds = Self.units[unit] else { return nil }
    self = .milliseconds(Int64((number * seconds * 1000).rounded()))
  }

  private static let units: [String: Double] = [
    "": 1, "ms": 0.001, "s": 1, "sec": 1, "m": 60, "min": 60, "h": 3600, "d": 86400,
  ]

  /// The shortest of these notations: `30s`, `5m`, `250ms`, `1h`.
  package var notation: String {
    let milliseconds = inMilliseconds
    if milliseconds % 1000 != 0 { return "\(milliseconds)ms" }
    let seconds = milliseconds / 1000
    if seconds != 0, seconds % 3600 == 0 { return "\(seconds / 3600)h" }
    if seconds != 0, seconds % 60 == 0 { return "\(seconds / 60)m" }
    return "\(seconds)s"
  }
}
