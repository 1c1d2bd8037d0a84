/// The samples of 20 ms.
enum Samples {
  static let frame = (0..<Frame.rate / 50).map { Int16(truncatingIfNeeded: ($0 &* 7919) % 20_000 - 10_000) }
  /// At 8 kHz.
  static let telephone = Array(frame.prefix(160))
}
