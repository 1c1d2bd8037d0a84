#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The taps of one change of rate. Per output sample one phase of `taps` numbers meets as many input
/// samples; the phases are the same windowed sinc, sampled at the `up` positions that an output sample
/// can have between two input samples.
struct PolyphaseFilter: Sendable {
  /// Samples of input that one output sample sees; a multiple of 16.
  let taps: Int
  /// Output samples for each `down` input samples; the number of phases.
  let up: Int
  let down: Int
  /// Input samples before the moment of an output sample, and after it.
  var lookBehind: Int { taps / 2 - 1 }
  var lookAhead: Int { taps / 2 }
  private let coefficients: [Float]

  /// Half of the filter lasts about so long: the delay, in seconds.
  private static let halfLength = 0.0025
  /// Taps where the rate goes up.
  private static let plentyTaps = 80
  /// Shape of the Kaiser window: side lobes of the stop band near -75 dB.
  private static let kaiserBeta = 7.0

  init(from: Int, to: Int) {
    let divisor = PolyphaseFilter.greatestCommonDivisor(from, to)
    up = to / divisor
    down = from / divisor
    let narrowing = max(1, Double(from) / Double(to))
    let wanted = min(
      Double(PolyphaseFilter.plentyTaps) * narrowing, 2 * PolyphaseFilter.halfLength * Double(from))
    taps = (Int(wanted) + 15) / 16 * 16
    coefficients = PolyphaseFilter.coefficients(taps: taps, phases: up, narrowing: narrowing)
  }

  /// How many output samples so many input samples complete.
  func outputCount(pending: Int, phase: Int) -> Int {
    guard pending >= taps else { return 0 }
    // Sample n begins at input (phase + n × down) ÷ up.
    return ((pending - taps + 1) * up - 1 - phase) / down + 1
  }

  /// Fills `output` and moves `phase` on. Returns how many input samples are done with.
  func run(
    _ input: UnsafeBufferPointer<Float>, phase: inout Int, into output: UnsafeMutableBufferPointer<Int16>
  ) -> Int {
    guard let source = input.baseAddress else { return 0 }
    var position = 0
    coefficients.withUnsafeBufferPointer { coefficients in
      guard let table = coefficients.baseAddress else { return }
      for index in output.indices {
        output[index] = PolyphaseFilter.rounded(PolyphaseFilter.dot(source + position, table + phase * taps, taps))
        phase += down
        while phase >= up {
          phase -= up
          position += 1
        }
      }
    }
    return position
  }

  /// The sum of products over `count` numbers, a multiple of 16. Two sums run side by side, because
  /// each addition has to wait for the one before it.
  @inline(__always)
  private static func dot(_ left: UnsafePointer<Float>, _ right: UnsafePointer<Float>, _ count: Int) -> Float {
    let left = UnsafeRawPointer(left)
    let right = UnsafeRawPointer(right)
    var first = SIMD8<Float>(repeating: 0)
    var second = first
    for offset in stride(from: 0, to: count &* 4, by: 64) {
      first +=
        left.loadUnaligned(fromByteOffset: offset, as: SIMD8<Float>.self)
        * right.loadUnaligned(fromByteOffset: offset, as: SIMD8<Float>.self)
      second +=
        left.loadUnaligned(fromByteOffset: offset &+ 32, as: SIMD8<Float>.self)
        * right.loadUnaligned(fromByteOffset: offset &+ 32, as: SIMD8<Float>.self)
    }
    // In pairs: `sum()` would add the eight one after the other.
    let eight = first + second
    let four = eight.lowHalf + eight.highHalf
    let two = four.lowHalf + four.highHalf
    return two.x + two.y
  }

  /// The nearest whole number, clipped to 16 bits. No branch asks for the sign, which in speech nobody can guess:
  /// so close to 1.5 × 2²³ the low bits of a `Float` are the whole number itself, rounded.
  @inline(__always)
  private static func rounded(_ sum: Float) -> Int16 {
    let clipped = max(-32768, min(32767, sum))
    return Int16(truncatingIfNeeded: (clipped + 12_582_912).bitPattern)
  }

  private static func coefficients(taps: Int, phases: Int, narrowing: Double) -> [Float] {
    // The middle of the transition: as wide as the window asks, its end a little above half the
    // lower of the two rates.
    let cutoff = (1 - 4.2 * narrowing / Double(taps)) / narrowing
    var table: [Float] = []
    for phase in 0..<phases {
      let fraction = Double(phase) / Double(phases)
      let row = (0..<taps).map { tap in
        let distance = Double(tap - (taps / 2 - 1)) - fraction
        return sinc(distance * cutoff) * kaiser(distance / Double(taps / 2))
      }
      // Each phase passes a constant unchanged: no tone at the rate of the phases.
      let sum = row.reduce(0, +)
      table += row.map { Float($0 / sum) }
    }
    return table
  }

  private static func sinc(_ x: Double) -> Double { x == 0 ? 1 : sin(.pi * x) / (.pi * x) }

  private static func kaiser(_ x: Double) -> Double {
    abs(x) > 1 ? 0 : bessel(kaiserBeta * (1 - x * x).squareRoot()) / bessel(kaiserBeta)
  }

  /// The modified Bessel function of the first kind, order 0, by its series.
  private static func bessel(_ x: Double) -> Double {
    var term = 1.0
    var sum = 1.0
    for index in 1...40 {
      term *= x * x / Double(4 * index * index)
      sum += term
    }
    return sum
  }

  private static func greatestCommonDivisor(_ a: Int, _ b: Int) -> Int { b == 0 ? a : greatestCommonDivisor(b, a % b) }
}
