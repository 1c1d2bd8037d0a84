import Foundation
import SeededRandom
import Testing

@testable import VoiceAudio

@Suite("Resampler")
struct ResamplerTests {
  private static let pairs = Resampler.rates.flatMap { from in Resampler.rates.map { (from, $0) } }

  /// All of `input` at another rate, fed in chunks of a size.
  private func resampled(_ input: [Int16], _ from: Int, _ to: Int, chunk: Int = 480) throws -> [Int16] {
    var resampler = try #require(Resampler(from: from, to: to))
    var output: [Int16] = []
    for start in stride(from: 0, to: input.count, by: chunk) {
      resampler.process(input[start..<min(start + chunk, input.count)], appendingTo: &output)
    }
    resampler.flush(appendingTo: &output)
    return output
  }

  /// The tone of `frequency` that fits `samples` best, and how far below it everything else is, in dB.
  private func tone(_ frequency: Double, _ samples: ArraySlice<Int16>, _ rate: Int) -> (level: Double, restDb: Double) {
    var inPhase = 0.0
    var quadrature = 0.0
    for (index, sample) in samples.enumerated() {
      inPhase += Double(sample) * sin(2 * .pi * frequency * Double(index) / Double(rate))
      quadrature += Double(sample) * cos(2 * .pi * frequency * Double(index) / Double(rate))
    }
    inPhase *= 2 / Double(samples.count)
    quadrature *= 2 / Double(samples.count)
    var rest = 0.0
    for (index, sample) in samples.enumerated() {
      let angle = 2 * .pi * frequency * Double(index) / Double(rate)
      let error = Double(sample) - inPhase * sin(angle) - quadrature * cos(angle)
      rest += error * error
    }
    let power = (inPhase * inPhase + quadrature * quadrature) / 2
    return ((2 * power).squareRoot(), 10 * log10(rest / Double(samples.count) / power))
  }

  @Test("A 1 kHz tone leaves at its level, with all else 60 dB below it", arguments: pairs)
  func toneIsClean(from: Int, to: Int) throws {
    let input = Sound.sine(1000, amplitude: 16000, ms: 300, rate: from).integers
    let output = try resampled(input, from, to)
    // Whole periods, away from the ends.
    let middle = output[(to / 10)..<(to / 5)]
    let (level, rest) = tone(1000, middle, to)
    #expect(rest < -60, "\(rest) dB")
    #expect(abs(level - 16000) < 100, "\(level)")
  }

  @Test("A tone that the lower rate cannot hold is gone", arguments: [(48000, 8000), (24000, 16000), (48000, 24000)])
  func aliasesAreGone(from: Int, to: Int) throws {
    let frequency = Double(to) * 0.6
    let input = Sound.sine(frequency, amplitude: 16000, ms: 200, rate: from).integers
    let output = try resampled(input, from, to)
    let loudest = output[(to / 50)..<(to / 6)].map { abs(Int($0)) }.max() ?? 0
    #expect(loudest < 30, "\(loudest)")
  }

  @Test("The output does not depend on the size of the chunks", arguments: pairs)
  func chunksDoNotMatter(from: Int, to: Int) throws {
    var random = SeededRandom(seed: 3)
    let input = (0..<3000).map { _ in Int16.random(in: .min ... .max, using: &random) }
    let whole = try resampled(input, from, to, chunk: input.count)
    for chunk in [1, 7, 100, 333] {
      #expect(try resampled(input, from, to, chunk: chunk) == whole)
    }
  }

  @Test("As much time leaves as came in", arguments: pairs)
  func length(from: Int, to: Int) throws {
    for count in [0, 1, 2, 37, 1000, 4801] {
      let output = try resampled([Int16](repeating: 5, count: count), from, to)
      #expect(output.count == (count * to + from - 1) / from, "\(count) samples")
    }
  }

  @Test("A sample appears at most 3 ms after its moment", arguments: pairs)
  func delay(from: Int, to: Int) throws {
    var resampler = try #require(Resampler(from: from, to: to))
    var output: [Int16] = []
    resampler.process([Int16](repeating: 0, count: from / 10), appendingTo: &output)
    let missing = Double(to / 10 - output.count) * 1000 / Double(to)
    #expect(missing <= 3)
    #expect(resampler.delayMs <= 3)
  }

  @Test("A step stays where it is, and full scale does not wrap around")
  func stepInPlace() throws {
    let input = [Int16](repeating: -32768, count: 800) + [Int16](repeating: 32767, count: 800)
    let output = try resampled(input, 8000, 24000)
    #expect(output[2300] < -32000 && output[2500] > 32000)
    #expect(output[2396] < 0 && output[2400] > 0)
  }

  @Test("After a flush it begins anew")
  func flushBeginsAnew() throws {
    var resampler = try #require(Resampler(from: 16000, to: 24000))
    let input = Sound.sine(440, amplitude: 9000, ms: 30, rate: 16000).integers
    var first: [Int16] = []
    resampler.process(input, appendingTo: &first)
    resampler.flush(appendingTo: &first)
    var second: [Int16] = []
    resampler.process(input, appendingTo: &second)
    resampler.flush(appendingTo: &second)
    #expect(first == second && first.count == 720)
  }

  @Test("Rates outside the four are refused", arguments: [(0, 8000), (8000, 44100), (-1, -1)])
  func unknownRates(from: Int, to: Int) {
    #expect(Resampler(from: from, to: to) == nil)
  }
}
