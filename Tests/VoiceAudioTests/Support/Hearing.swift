@testable import VoiceAudio

/// What a detector told about a sound that it was fed in chunks.
struct Hearing {
  struct Start: Equatable {
    /// Where the detector says that speech began.
    var atMs: Int
    /// How much audio it had heard when it said so.
    var toldMs: Int
  }

  var events: [SpeechDetector.Event] = []
  var starts: [Start] = []
  var stops: [Int] = []

  init(
    _ sound: Sound, settings: SpeechDetector.Settings = SpeechDetector.Settings(), isRaised: Bool = false,
    chunk: Int? = nil
  ) throws {
    guard var detector = SpeechDetector(rate: sound.rate, settings: settings) else {
      throw UnknownRate(rate: sound.rate)
    }
    detector.isRaised = isRaised
    let bytes = sound.pcm16
    let size = chunk ?? sound.rate / 50
    for start in stride(from: 0, to: bytes.count, by: size) {
      for event in detector.hear(Array(bytes[start..<min(start + size, bytes.count)]).span.bytes) {
        events.append(event)
        switch event {
        case .started(let ms): starts.append(Start(atMs: ms, toldMs: detector.heardMs))
        case .stopped(let ms): stops.append(ms)
        }
      }
    }
  }

  private struct UnknownRate: Error {
    let rate: Int
  }
}
