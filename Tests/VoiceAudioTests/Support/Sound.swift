import Foundation

/// Samples of one channel while a test mixes them: 16-bit scale, not yet rounded.
struct Sound {
  var samples: [Float]
  let rate: Int

  static func silence(ms: Int, rate: Int) -> Sound {
    Sound(samples: [Float](repeating: 0, count: ms * rate / 1000), rate: rate)
  }

  static func sine(_ frequency: Double, amplitude: Double, ms: Int, rate: Int) -> Sound {
    let samples = (0..<(ms * rate / 1000)).map {
      Float(amplitude * sin(2 * .pi * frequency * Double($0) / Double(rate)))
    }
    return Sound(samples: samples, rate: rate)
  }

  /// Root of the mean square.
  var loudness: Float { (samples.reduce(0) { $0 + $1 * $1 } / Float(max(samples.count, 1))).squareRoot() }

  func scaled(by factor: Float) -> Sound { Sound(samples: samples.map { $0 * factor }, rate: rate) }

  /// Adds `other` from `ms` on; what does not fit is cut off.
  mutating func mix(_ other: Sound, atMs ms: Int = 0) {
    let start = ms * rate / 1000
    for index in 0..<max(0, min(other.samples.count, samples.count - start)) {
      samples[start + index] += other.samples[index]
    }
  }

  /// Samples as the wire has them: rounded, clipped, little-endian.
  var pcm16: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(2 * samples.count)
    for sample in integers {
      bytes.append(UInt8(truncatingIfNeeded: sample))
      bytes.append(UInt8(truncatingIfNeeded: sample >> 8))
    }
    return bytes
  }

  var integers: [Int16] { samples.map { Int16(max(-32768, min(32767, $0.rounded()))) } }
}
