#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A filter of second order with a Butterworth response, after R. Bristow-Johnson's cookbook.
struct Biquad: Sendable {
  private let b0, b1, b2, a1, a2: Float
  private var z1: Float = 0
  private var z2: Float = 0

  /// Lets pass what is above `cutoff`, in Hz.
  static func highPass(cutoff: Double, rate: Double) -> Biquad {
    let cosine = cos(2 * .pi * cutoff / rate)
    return Biquad(cutoff: cutoff, rate: rate, (1 + cosine) / 2, -(1 + cosine), (1 + cosine) / 2)
  }

  /// Lets pass what is below `cutoff`, in Hz.
  static func lowPass(cutoff: Double, rate: Double) -> Biquad {
    let cosine = cos(2 * .pi * cutoff / rate)
    return Biquad(cutoff: cutoff, rate: rate, (1 - cosine) / 2, 1 - cosine, (1 - cosine) / 2)
  }

  private init(cutoff: Double, rate: Double, _ b0: Double, _ b1: Double, _ b2: Double) {
    let angle = 2 * .pi * cutoff / rate
    let alpha = sin(angle) / 2.0.squareRoot()
    self.b0 = Float(b0 / (1 + alpha))
    self.b1 = Float(b1 / (1 + alpha))
    self.b2 = Float(b2 / (1 + alpha))
    a1 = Float(-2 * cos(angle) / (1 + alpha))
    a2 = Float((1 - alpha) / (1 + alpha))
  }

  @inline(__always)
  mutating func filter(_ input: Float) -> Float {
    let output = b0 * input + z1
    z1 = b1 * input - a1 * output + z2
    z2 = b2 * input - a2 * output
    return output
  }

  /// The filter without a ringing that nobody could hear and that would decay into slow denormal numbers.
  func settled() -> Biquad {
    var settled = self
    if abs(z1) < 1e-6 { settled.z1 = 0 }
    if abs(z2) < 1e-6 { settled.z2 = 0 }
    return settled
  }
}
