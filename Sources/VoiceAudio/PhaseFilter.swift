#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The low-pass filter that brings audio to 8000 Hz, in phases: with three phases (24 000 Hz) each sees every third
/// sample and answers at 8000 Hz. A sinc in Hann's window that meets the band above at 4000 Hz.
///
/// All phases let pass the same of a constant, so an offset or a hum is not seen in their differences.
enum PhaseFilter {
  /// Taps per phase.
  static let length = 4

  /// The taps of all phases, one phase after the other, oldest sample first; each four times, for four samples at once.
  /// Those of the rates of `Resampler` (1, 2, 3 and 6 phases) are made once, and shared by all sessions.
  static func taps(phases: Int) -> [SIMD4<Float>] {
    switch phases {
    case 1: one
    case 2: two
    case 3: three
    case 6: six
    default: sinc(phases)
    }
  }

  private static let one: [SIMD4<Float>] = [0, 0, 0, 1].map { SIMD4(repeating: $0) }
  private static let two = sinc(2)
  private static let three = sinc(3)
  private static let six = sinc(6)

  private static func sinc(_ phases: Int) -> [SIMD4<Float>] {
    (0..<phases).flatMap { phase in
      let taps = (0..<length).map { tap in
        let place = Double(tap * phases + phase) - Double(length * phases - 1) / 2
        let angle = Double.pi * place / Double(phases)
        let window = 0.5 + 0.5 * cos(2 * angle / Double(length))
        return sin(angle) / angle * window  // The length is even, so no place is 0.
      }
      let gain = Double(phases) * taps.reduce(0, +)
      return taps.map { SIMD4(repeating: Float($0 / gain)) }
    }
  }
}
