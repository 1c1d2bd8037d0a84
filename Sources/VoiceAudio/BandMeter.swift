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

  /// The levels of the next `frameLength` samples: 16 bits, little-endian, aligned or not.
  mutating func levels(of frame: UnsafeRawBufferPointer) -> BandLevels {
    guard let hissFilter, let voiceFilter else { return narrowLevels(of: frame) }
    // Copies, so that the loop keeps all of them in registers.
    var (rumble, secondRumble, low, high) = (rumbleFilter, secondRumbleFilter, voiceFilter, hissFilter)
    var voiceEnergy: Float = 0
    var hissEnergy: Float = 0
    for offset in stride(from: 0, to: frame.count - 1, by: 2) {
      let sample = Int16(littleEndian: frame.loadUnaligned(fromByteOffset: offset, as: Int16.self))
      let clean = secondRumble.filter(rumble.filter(Float(sample)))
      let voice = low.filter(clean)
      let hiss = high.filter(clean)
      voiceEnergy += voice * voice
      hissEnergy += hiss * hiss
    }
    rumbleFilter = rumble.settled()
    secondRumbleFilter = secondRumble.settled()
    self.voiceFilter = low.settled()
    self.hissFilter = high.settled()
    return BandLevels(voice: level(voiceEnergy), hiss: level(hissEnergy))
  }

  /// The same where there is but one band.
  private mutating func narrowLevels(of frame: UnsafeRawBufferPointer) -> BandLevels {
    var (rumble, secondRumble) = (rumbleFilter, secondRumbleFilter)
    var energy: Float = 0
    for offset in stride(from: 0, to: frame.count - 1, by: 2) {
      let sample = Int16(littleEndian: frame.loadUnaligned(fromByteOffset: offset, as: Int16.self))
      let voice = secondRumble.filter(rumble.filter(Float(sample)))
      energy += voice * voice
    }
    rumbleFilter = rumble.settled()
    secondRumbleFilter = secondRumble.settled()
    return BandLevels(voice: level(energy), hiss: nil)
  }

  private func level(_ energy: Float) -> Float { 10 * log10(energy / Float(frameLength) + 1) }
}

/// The loudness of one frame, in dB.
struct BandLevels: Sendable {
  var voice: Float
  /// Nil at 8000 Hz, which has no such band.
  var hiss: Float?
}
