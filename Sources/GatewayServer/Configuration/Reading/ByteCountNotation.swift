/// Sizes as people write them: `15MiB`, `4MB`, `64k`, or a number of bytes.
enum ByteCountNotation {
  /// Bytes. `KiB`, `MiB`, `GiB` are powers of 1024, `kB`, `MB`, `GB` of 1000. Nil: none of these.
  static func bytes(_ text: String) -> Int? {
    let digits = text.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
    let unit = text.dropFirst(digits.count).drop { $0 == " " }.lowercased()
    guard let number = Double(digits), let scale = units[unit], number * scale <= 1e15 else { return nil }
    return Int((number * scale).rounded())
  }

  private static let units: [String: Double] = [
    "": 1, "b": 1, "k": 1e3, "kb": 1e3, "mb": 1e6, "m": 1e6, "gb": 1e9, "g": 1e9,
    "kib": 1024, "mib": 1_048_576, "gib": 1_073_741_824,
  ]

  /// `15MiB` for whole powers of 1024, else the number.
  static func text(_ bytes: Int) -> String {
    for (unit, scale) in [("GiB", 1 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10)] where bytes >= scale {
      if bytes % scale == 0 { return "\(bytes / scale)\(unit)" }
    }
    return "\(bytes)"
  }
}
