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

  /// `length` rows of taps, each as long as a frame of 10 ms: what each sample of a frame, and those that come `phases`
  /// samples later, are worth for the phase that the sample belongs to. Those of the rates of `Resampler` (1, 2, 3 and 6
  /// phases) are made once, and shared by all sessions.
  static func taps(phases: Int) -> [Float] {
    switch phases {
    case 1: one
    case 2: two
    case 3: three
    case 6: six
    default: rows(sinc(phases))
    }
  }

  /// `heard` becomes what the phases answer, in turn: as many numbers as the frame has samples. `samples` has
  /// `(length - 1) * phases` more before them.
  static func filter(
    _ samples: UnsafePointer<Float>, _ taps: UnsafePointer<Float>, phases: Int,
    into heard: UnsafeMutablePointer<Float>, count: Int
  ) {
    let (second, third, fourth) = (samples + phases, samples + 2 * phases, samples + 3 * phases)
    var place = 0
    while place < count {
      let early = taps[place] * samples[place] + taps[count &+ place] * second[place]
      let late = taps[2 &* count &+ place] * third[place] + taps[3 &* count &+ place] * fourth[place]
      heard[place] = early + late
      place &+= 1
    }
  }

  private static let one = rows([[0, 0, 0, 1]])
  private static let two = rows(sinc(2))
  private static let three = rows(sinc(3))
  private static let six = rows(sinc(6))

  /// Of each phase its taps, oldest sample first.
  private static func sinc(_ phases: Int) -> [[Float]] {
    (0..<phases).map { phase in
      let taps = (0..<length).map { tap in
        let place = Double(tap * phases + phase) - Double(length * phases - 1) / 2
        let angle = Double.pi * place / Double(phases)
        let window = 0.5 + 0.5 * cos(2 * angle / Double(length))
        return sin(angle) / angle * window  // The length is even, so no place is 0.
      }
      let gain = Double(phases) * taps.reduce(0, +)
      return taps.map { Float($0 / gain) }
    }
  }

  private static func rows(_ taps: [[Float]]) -> [Float] {
    let frame = taps.count * RumbleFilter.rate / 100
    return (0..<length).flatMap { tap in (0..<frame).map { taps[$0 % taps.count][tap] } }
  }
}
