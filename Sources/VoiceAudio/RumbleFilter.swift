/// Takes hum, rumble and offset out of audio of 8000 Hz: a high-pass of fourth order at 180 Hz.
///
/// A recursive filter waits for each sample before the next. So this one goes four samples a step: what four samples
/// and the state before them make of the next four and of the state after them is a matrix, worked out once.
struct RumbleFilter: Sendable {
  /// In Hz.
  static let rate = 8000

  /// What the two sections remember.
  private var state = SIMD4<Float>.zero

  /// The next samples, in place; `count` is a multiple of 4.
  mutating func filter(_ samples: UnsafeMutablePointer<Float>, count: Int) {
    let step = RumbleFilter.step
    for first in stride(from: 0, to: count, by: 4) {
      let place = UnsafeMutableRawPointer(samples + first)
      place.storeBytes(of: filter(place.loadUnaligned(as: SIMD4<Float>.self), step), as: SIMD4<Float>.self)
    }
    // A ringing that nobody could hear would decay into slow denormal numbers.
    state.replace(with: 0, where: (state .< 1e-6) .& (state .> -1e-6))
  }

  /// Four samples. Inlined into the loop it becomes twice as long: the compiler then mixes the vectors' elements.
  @inline(never)
  private mutating func filter(_ samples: SIMD4<Float>, _ step: Step) -> SIMD4<Float> {
    let output = step.outputOfSamples.times(samples) + step.outputOfState.times(state)
    state = step.stateOfSamples.times(samples) + step.stateOfState.times(state)
    return output
  }

  private struct Step: Sendable {
    fileprivate let outputOfSamples: Columns
    fileprivate let stateOfSamples: Columns
    fileprivate let outputOfState: Columns
    fileprivate let stateOfState: Columns
  }

  /// A matrix of four columns.
  fileprivate struct Columns: Sendable {
    private let first: SIMD4<Float>
    private let second: SIMD4<Float>
    private let third: SIMD4<Float>
    private let fourth: SIMD4<Float>

    init(_ column: (Int) -> SIMD4<Float>) {
      (first, second, third, fourth) = (column(0), column(1), column(2), column(3))
    }

    @inline(__always)
    func times(_ vector: SIMD4<Float>) -> SIMD4<Float> {
      (first * vector[0] + second * vector[1]) + (third * vector[2] + fourth * vector[3])
    }
  }

  private static let step: Step = {
    func unit(_ index: Int) -> SIMD4<Float> {
      var unit = SIMD4<Float>.zero
      unit[index] = 1
      return unit
    }
    let ofSamples = (0..<4).map { Biquad.twice(samples: unit($0), state: .zero) }
    let ofState = (0..<4).map { Biquad.twice(samples: .zero, state: unit($0)) }
    return Step(
      outputOfSamples: Columns { ofSamples[$0].output }, stateOfSamples: Columns { ofSamples[$0].state },
      outputOfState: Columns { ofState[$0].output }, stateOfState: Columns { ofState[$0].state })
  }()
}

extension Biquad {
  /// Four samples through two such filters in a row: sample by sample, as the matrix shall do it at once.
  fileprivate static func twice(
    samples: SIMD4<Float>, state: SIMD4<Float>
  ) -> (output: SIMD4<Float>, state: SIMD4<Float>) {
    let filter = Biquad.highPass(cutoff: 180, rate: Double(RumbleFilter.rate))
    var (first, second) = (filter.ringing(state[0], state[1]), filter.ringing(state[2], state[3]))
    var output = SIMD4<Float>.zero
    for index in 0..<4 { output[index] = second.filter(first.filter(samples[index])) }
    return (output, SIMD4(first.z1, first.z2, second.z1, second.z2))
  }
}
