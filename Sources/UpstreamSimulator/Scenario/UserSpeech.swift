/// What the user said in one turn.
package struct UserSpeech: Equatable, Sendable {
  /// Samples per second.
  package var rate: Int
  /// PCM16 little-endian, mono; at most what the configuration keeps.
  package var samples: [UInt8]
  /// Milliseconds that the user spoke, also where not all of it was kept.
  package var durationMs: Int64

  package init(rate: Int, samples: [UInt8], durationMs: Int64) {
    self.rate = rate
    self.samples = samples
    self.durationMs = durationMs
  }

  /// `1.8 seconds`
  var length: String {
    let tenths = (durationMs + 50) / 100
    return "\(tenths / 10).\(tenths % 10) seconds"
  }
}
