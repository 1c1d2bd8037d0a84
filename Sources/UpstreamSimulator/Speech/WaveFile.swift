/// A RIFF WAVE file with 16-bit samples and one channel.
struct WaveFile: Equatable, Sendable {
  /// Samples per second.
  let rate: Int
  /// PCM16 little-endian.
  let samples: [UInt8]

  /// Nil if the bytes are anything else. Chunks other than `fmt ` and `data` are passed over.
  init?(_ bytes: [UInt8]) {
    guard Self.name(bytes, at: 0) == "RIFF", Self.name(bytes, at: 8) == "WAVE" else { return nil }
    var rate: Int?
    var offset = 12
    while let name = Self.name(bytes, at: offset), let size = Self.number(bytes, at: offset + 4, width: 4) {
      let start = offset + 8
      switch name {
      case "fmt ":
        guard Self.number(bytes, at: start, width: 2) == 1, Self.number(bytes, at: start + 2, width: 2) == 1,
          Self.number(bytes, at: start + 14, width: 2) == 16
        else { return nil }
        rate = Self.number(bytes, at: start + 4, width: 4)
      case "data":
        guard let rate, rate > 0 else { return nil }
        // A file written to a pipe states a size that it does not have.
        let end = min(bytes.count, start + size)
        samples = Array(bytes[start..<(end - (end - start) % 2)])
        self.rate = rate
        return
      case _: break
      }
      offset = start + size + size % 2
    }
    return nil
  }

  private static func name(_ bytes: [UInt8], at offset: Int) -> String? {
    guard offset + 4 <= bytes.count else { return nil }
    return String(decoding: bytes[offset..<(offset + 4)], as: UTF8.self)
  }

  private static func number(_ bytes: [UInt8], at offset: Int, width: Int) -> Int? {
    guard offset + width <= bytes.count else { return nil }
    return (0..<width).reduce(0) { $0 | Int(bytes[offset + $1]) << (8 * $1) }
  }
}
