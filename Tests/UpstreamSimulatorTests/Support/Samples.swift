@testable import UpstreamSimulator

/// PCM16 for tests.
enum Samples {
  /// A square wave at 200 Hz: loud, and whole numbers only.
  static func speech(milliseconds: Int, rate: Int = 16_000, level: Int16 = 6_000) -> [UInt8] {
    let half = rate / 400
    return PCM16.bytes((0..<(rate * milliseconds / 1000)).map { $0 / half % 2 == 0 ? level : -level })
  }

  static func silence(milliseconds: Int, rate: Int = 16_000) -> [UInt8] {
    [UInt8](repeating: 0, count: rate * milliseconds / 1000 * 2)
  }

  static func blob(_ samples: [UInt8], rate: Int = 16_000) -> ClientMessage {
    .realtimeInput(.audio(MediaBlob(mimeType: "audio/pcm;rate=\(rate)", bytes: samples)))
  }
}
