#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// How loud 10 ms of audio are, in two bands. Vowels live in the lower one, without the hum, rumble
/// and offset of a line; s and f live in the upper one. Levels are in dB over a sample value of 1, so
/// digital silence is 0 and full scale about 90.
///
/// Each rate is brought to 8000 Hz by one filter in phases. What its phases have in common is the voice below
/// 4000 Hz; where they differ is all that lies above. So the filter that makes the lower band gives the upper one too.
struct BandMeter: Sendable {
  /// Samples per frame of 10 ms.
  let frameLength: Int
  /// Samples before a frame that its filter needs as well.
  let historyLength: Int
  /// How many samples become one at 8000 Hz.
  private let phases: Int
  private let taps: [SIMD4<Float>]
  private var rumble = RumbleFilter()

  /// Samples per frame at 8000 Hz, and of those what one phase's filter sees.
  private static let steps = 80
  private static let row = steps + PhaseFilter.length - 1

  /// `rate` is in Hz, a multiple of 8000.
  init(rate: Int) {
    frameLength = rate / 100
    phases = rate / RumbleFilter.rate
    taps = PhaseFilter.taps(phases: phases)
    historyLength = phases * (PhaseFilter.length - 1)
  }

  /// The levels of the last `frameLength` samples of `window`, which begins `historyLength` samples before them:
  /// 16 bits, little-endian, aligned or not.
  mutating func levels(of window: UnsafeRawBufferPointer) -> BandLevels {
    precondition(window.count == 2 * (historyLength + frameLength), "a window is a frame and its history")
    return withUnsafeTemporaryAllocation(of: Float.self, capacity: phases * BandMeter.row) { samples in
      split(window, into: samples)
      return taps.withUnsafeBufferPointer { measure(UnsafeRawBufferPointer(samples), $0, &rumble) }
    }
  }

  /// Lays each phase's samples side by side, a row each.
  private func split(_ window: UnsafeRawBufferPointer, into samples: UnsafeMutableBufferPointer<Float>) {
    // This loop and the next need no check of overflow: they count to some hundreds.
    for phase in 0..<phases {
      var from = 2 &* phase
      var to = phase &* BandMeter.row
      while from < window.count {
        let sample = window.loadUnaligned(fromByteOffset: from, as: Int16.self)
        samples[to] = Float(Int16(littleEndian: sample))
        from &+= 2 &* phases
        to &+= 1
      }
    }
  }

  /// Four samples of 8000 Hz at a time: the phases' sum is the voice, their differences are the hiss.
  private func measure(
    _ samples: UnsafeRawBufferPointer, _ taps: UnsafeBufferPointer<SIMD4<Float>>, _ kept: inout RumbleFilter
  ) -> BandLevels {
    var rumble = kept
    let step = RumbleFilter.step
    let count = Float(phases)
    var voiceEnergy = SIMD4<Float>.zero
    var hissEnergy = SIMD4<Float>.zero
    for first in stride(from: 0, to: BandMeter.steps, by: 4) {
      var sum = SIMD4<Float>.zero
      var squares = SIMD4<Float>.zero
      for phase in 0..<phases {
        var heard = SIMD4<Float>.zero
        for tap in 0..<PhaseFilter.length {
          let place = 4 &* (phase &* BandMeter.row &+ first &+ tap)
          let four = samples.loadUnaligned(fromByteOffset: place, as: SIMD4<Float>.self)
          heard += taps[phase &* PhaseFilter.length &+ tap] * four
        }
        sum += heard
        squares += heard * heard
      }
      let voice = rumble.filter(sum, step)
      voiceEnergy += voice * voice
      // By Parseval's theorem over the phases: the power of all bands but the lowest.
      hissEnergy += count * squares - sum * sum
    }
    kept = rumble.settled()
    return BandLevels(voice: level(voiceEnergy), hiss: phases > 1 ? level(hissEnergy) : nil)
  }

  private func level(_ energy: SIMD4<Float>) -> Float {
    10 * log10(max(energy.sum(), 0) / Float(BandMeter.steps) + 1)
  }
}

/// The loudness of one frame, in dB.
struct BandLevels: Sendable {
  var voice: Float
  /// Nil at 8000 Hz, which has no such band.
  var hiss: Float?
}
