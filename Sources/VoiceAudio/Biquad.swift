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
  /// What it remembers.
  private(set) var z1: Float = 0
  private(set) var z2: Float = 0

  /// Lets pass what is above `cutoff`, in Hz.
  static func highPass(cutoff: Double, rate: Double) -> Biquad {
    let angle = 2 * .pi * cutoff / rate
    let alpha = sin(angle) / 2.0.squareRoot()
    let gain = (1 + cos(angle)) / 2 / (1 + alpha)
    return Biquad(
      b0: Float(gain), b1: Float(-2 * gain), b2: Float(gain),
      a1: Float(-2 * cos(angle) / (1 + alpha)), a2: Float((1 - alpha) / (1 + alpha)))
  }

  private init(b0: Float, b1: Float, b2: Float, a1: Float, a2: Float) {
    (self.b0, self.b1, self.b2, self.a1, self.a2) = (b0, b1, b2, a1, a2)
  }

  /// The same filter with something to remember.
  func ringing(_ z1: Float, _ z2: Float) -> Biquad {
    var ringing = self
    (ringing.z1, ringing.z2) = (z1, z2)
    return ringing
  }

  mutating func filter(_ input: Float) -> Float {
    let output = b0 * input + z1
    z1 = b1 * input - a1 * output + z2
    z2 = b2 * input - a2 * output
    return output
  }
}
