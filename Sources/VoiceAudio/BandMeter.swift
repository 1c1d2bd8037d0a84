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
struct BandMeter: Sendable {
  /// Samples per frame of 10 ms.
  let frameLength: Int
  private var rumbleFilter: Biquad
  private var secondRumbleFilter: Biquad
  private var voiceFilter: Biquad?
  private var hissFilter: Biquad?
  private var voiceEnergy: Float = 0
  private var hissEnergy: Float = 0
  private var filled = 0

  /// Where the lower band begins and where the bands meet, in Hz.
  private static let lowestVoice = 180.0
  private static let hissBegins = 3400.0

  init(rate: Int) {
    frameLength = rate / 100
    rumbleFilter = .highPass(cutoff: BandMeter.lowestVoice, rate: Double(rate))
    secondRumbleFilter = rumbleFilter
    if rate > 8000 {
      voiceFilter = .lowPass(cutoff: BandMeter.hissBegins, rate: Double(rate))
      hissFilter = .highPass(cutoff: BandMeter.hissBegins, rate: Double(rate))
    }
  }

  /// Takes one sample. Returns the levels of the frame that it completes.
  @inline(__always)
  mutating func add(_ sample: Int16) -> BandLevels? {
    let clean = secondRumbleFilter.filter(rumbleFilter.filter(Float(sample)))
    let voice = voiceFilter?.filter(clean) ?? clean
    voiceEnergy += voice * voice
    if let hiss = hissFilter?.filter(clean) { hissEnergy += hiss * hiss }
    filled += 1
    return filled < frameLength ? nil : endFrame()
  }

  private mutating func endFrame() -> BandLevels {
    let levels = BandLevels(voice: level(voiceEnergy), hiss: hissFilter == nil ? nil : level(hissEnergy))
    voiceEnergy = 0
    hissEnergy = 0
    filled = 0
    rumbleFilter.settle()
    secondRumbleFilter.settle()
    voiceFilter?.settle()
    hissFilter?.settle()
    return levels
  }

  private func level(_ energy: Float) -> Float { 10 * log10(energy / Float(frameLength) + 1) }
}

/// The loudness of one frame, in dB.
struct BandLevels: Sendable {
  var voice: Float
  /// Nil at 8000 Hz, which has no such band.
  var hiss: Float?
}
