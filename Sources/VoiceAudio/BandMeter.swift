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
  /// `PhaseFilter.length` rows of taps, as long as a frame.
  private let taps: [Float]
  private var rumble = RumbleFilter()

  /// Samples per frame at 8000 Hz.
  private static let steps = 80

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
    // Two, because each is small enough for the stack up to 24 000 Hz.
    return withUnsafeTemporaryAllocation(of: Float.self, capacity: historyLength + frameLength) { samples in
      withUnsafeTemporaryAllocation(of: Float.self, capacity: frameLength) { heard in
        taps.withUnsafeBufferPointer { taps in
          guard let bytes = window.baseAddress, let samples = samples.baseAddress, let heard = heard.baseAddress,
            let taps = taps.baseAddress
          else { return BandLevels(voice: 0, hiss: nil) }
          BandMeter.convert(bytes, samples, count: historyLength + frameLength)
          PhaseFilter.filter(samples, taps, phases: phases, into: heard, count: frameLength)
          return measure(heard)
        }
      }
    }
  }

  /// Plain loops over plain numbers: the compiler makes vectors of them. No check of overflow, they count to some hundreds.
  private static func convert(_ bytes: UnsafeRawPointer, _ samples: UnsafeMutablePointer<Float>, count: Int) {
    var place = 0
    while place < count {
      samples[place] = Float(Int16(littleEndian: bytes.loadUnaligned(fromByteOffset: 2 &* place, as: Int16.self)))
      place &+= 1
    }
  }

  /// What the phases answered, in turn: their sum is the voice, their differences are the hiss.
  private mutating func measure(_ heard: UnsafeMutablePointer<Float>) -> BandLevels {
    // The sums take the place of what they are sums of.
    let squares = BandMeter.energy(heard, count: frameLength)
    BandMeter.sum(heard, phases: phases)
    let sums = BandMeter.energy(heard, count: BandMeter.steps)
    // By Parseval's theorem over the phases: the power of all bands but the lowest.
    let hiss = phases > 1 ? BandMeter.level(Float(phases) * squares - sums) : nil
    rumble.filter(heard, count: BandMeter.steps)
    return BandLevels(voice: BandMeter.level(BandMeter.energy(heard, count: BandMeter.steps)), hiss: hiss)
  }

  private static func sum(_ heard: UnsafeMutablePointer<Float>, phases: Int) {
    switch phases {
    case 1: break
    case 2: for place in 0..<steps { heard[place] = heard[2 &* place] + heard[2 &* place &+ 1] }
    case 3:
      for place in 0..<steps {
        let from = heard + 3 &* place
        heard[place] = from[0] + from[1] + from[2]
      }
    case let phases:
      for place in 0..<steps {
        let from = heard + phases &* place
        heard[place] = (1..<phases).reduce(from[0]) { $0 + from[$1] }
      }
    }
  }

  /// `count` is a multiple of 4.
  @inline(never)
  private static func energy(_ samples: UnsafeMutablePointer<Float>, count: Int) -> Float {
    var energy = SIMD4<Float>.zero
    for first in stride(from: 0, to: count, by: 4) {
      let four = UnsafeRawPointer(samples + first).loadUnaligned(as: SIMD4<Float>.self)
      energy += four * four
    }
    return energy.sum()
  }

  private static func level(_ energy: Float) -> Float {
    10 * log10(max(energy, 0) / Float(steps) + 1)
  }
}

/// The loudness of one frame, in dB.
struct BandLevels: Sendable {
  var voice: Float
  /// Nil at 8000 Hz, which has no such band.
  var hiss: Float?
}
