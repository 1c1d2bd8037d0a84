/// What the room sounds like in one band while nobody speaks: the mean level and how far levels stray
/// from it, in dB. Follows the room within a second, and follows nobody's voice.
struct NoiseFloor: Sendable {
  private var mean: Float = 0
  private var variance: Float = NoiseFloor.firstDeviation * NoiseFloor.firstDeviation
  private var frames = 0
  private var smoothed: Float = 0
  private var lows: [Float] = []
  private var low = Float.infinity

  /// Before anything is known, levels are expected to stray so far, and this counts as so many frames.
  private static let firstDeviation: Float = 2.5
  private static let firstWeight: Float = 15
  /// Quieter than any room that a microphone hears: below it nothing is told apart.
  private static let quietest: Float = 24
  /// Frames that count fully in the mean: its memory.
  private static let memory: Float = 80
  /// A voice has a gap at least this often: 12 blocks of 20 frames. What never goes lower is no voice.
  private static let blocks = 12
  private static let framesPerBlock = 20

  /// How far levels stray, in dB.
  private var deviation: Float { variance.squareRoot() }

  /// A frame's level over what the room may well reach by itself, in dB. A steady noise strays by less
  /// than 1 dB, a canteen by 3: what stands out from the first would be nothing in the second.
  func excess(_ level: Float) -> Float {
    level - max(mean, NoiseFloor.quietest) - 2.4 * max(0, deviation - 0.7)
  }

  /// Learns from one frame. A voice teaches only how low the room can go.
  mutating func heard(_ level: Float, isVoice: Bool) {
    frames += 1
    if frames == 1 {
      mean = level
      smoothed = level
    }
    smoothed += (level - smoothed) * 0.3
    trackLows()
    // The room became quieter, or what was taken for the room was a voice.
    if smoothed < mean - 6 { mean = smoothed }
    if isVoice { return }
    let clipped = min(level, mean + 3 * deviation)
    let weight = 1 / min(Float(frames), NoiseFloor.memory)
    mean += (clipped - mean) * weight
    let stray = clipped - mean
    variance += (stray * stray - variance) / min(Float(frames) + NoiseFloor.firstWeight, 2 * NoiseFloor.memory)
  }

  /// Raises the floor to the lowest level of the last seconds: the room became louder.
  private mutating func trackLows() {
    low = min(low, smoothed)
    guard frames % NoiseFloor.framesPerBlock == 0 else { return }
    lows.append(low)
    low = .infinity
    guard lows.count > NoiseFloor.blocks else { return }
    lows.removeFirst()
    if let lowest = lows.min(), lowest > mean { mean = lowest }
  }
}
