/// Finds speech in audio by its energy, frame by frame. Its clock is the audio itself, never the wall.
struct SpeechGate: Equatable, Sendable {
  enum Event: Equatable, Sendable {
    /// Speech began at this offset, in milliseconds of audio.
    case started(atMs: Int64)
    /// Speech ended there; the silence that proves it lies behind.
    case ended(atMs: Int64)
  }

  private enum Phase: Equatable {
    /// So many milliseconds of speech in a row have been heard: too few to believe in it.
    case silent(heardMs: Int64)
    case speaking(silentMs: Int64)
  }

  private static let frameMs: Int64 = 20

  /// Mean square of a frame's samples that counts as speech.
  private let startEnergy: Double
  /// The same while someone speaks: lower, since words fade.
  private let stayEnergy: Double
  /// Milliseconds of speech that it takes to believe in a start.
  let startMs: Int64
  private let endMs: Int64
  private var phase = Phase.silent(heardMs: 0)
  private var sum = 0.0
  private var count = 0
  /// Milliseconds of audio in whole frames so far.
  private(set) var positionMs: Int64 = 0

  /// Google's defaults: low sensitivity on Vertex, high on AI Studio. Its times are not published; these are ours.
  init(_ detection: SetupMessage.Detection, on surface: Surface) {
    let usual: SetupMessage.Detection.Sensitivity = surface == .vertex ? .low : .high
    let start = detection.start ?? usual
    let end = detection.end ?? usual
    let level = start == .low ? 650.0 : 260.0
    startEnergy = level * level
    stayEnergy = startEnergy / 4
    startMs = max(Self.frameMs, Int64(detection.prefixPaddingMs ?? (start == .low ? 100 : 40)))
    endMs = max(Self.frameMs, Int64(detection.silenceDurationMs ?? (end == .low ? 800 : 500)))
  }

  var isSpeaking: Bool {
    switch phase {
    case .silent: false
    case .speaking: true
    }
  }

  /// Takes samples in, PCM16 little-endian at `rate`, and says what was found in them, in order.
  mutating func audioArrived(_ bytes: [UInt8], rate: Int) -> [Event] {
    var events: [Event] = []
    let frame = max(1, rate * Int(Self.frameMs) / 1000)
    for index in stride(from: 0, to: bytes.count - 1, by: 2) {
      let sample = Double(Int16(truncatingIfNeeded: Int(bytes[index]) | Int(bytes[index + 1]) << 8))
      sum += sample * sample
      count += 1
      if count >= frame, let event = frameEnded() { events.append(event) }
    }
    return events
  }

  /// The microphone pauses: what was begun is over.
  mutating func streamEnded() -> Event? {
    defer { phase = .silent(heardMs: 0) }
    guard isSpeaking else { return nil }
    return .ended(atMs: positionMs)
  }

  private mutating func frameEnded() -> Event? {
    let energy = sum / Double(count)
    sum = 0
    count = 0
    positionMs += Self.frameMs
    switch phase {
    case .silent(let heard):
      guard energy >= startEnergy else {
        phase = .silent(heardMs: 0)
        return nil
      }
      guard heard + Self.frameMs >= startMs else {
        phase = .silent(heardMs: heard + Self.frameMs)
        return nil
      }
      phase = .speaking(silentMs: 0)
      return .started(atMs: positionMs - heard - Self.frameMs)
    case .speaking(let silent):
      guard energy < stayEnergy else {
        phase = .speaking(silentMs: 0)
        return nil
      }
      guard silent + Self.frameMs >= endMs else {
        phase = .speaking(silentMs: silent + Self.frameMs)
        return nil
      }
      phase = .silent(heardMs: 0)
      return .ended(atMs: positionMs - silent - Self.frameMs)
    }
  }
}
