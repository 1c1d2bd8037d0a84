/// A script's audio on its way out, chunk by chunk.
struct AudioRun: Equatable, Sendable {
  private let rate: Int
  private let chunkBytes: Int
  private let pace: Double
  private let startMs: Int64
  private var rest: ArraySlice<UInt8>
  private var sentMs: Int64 = 0

  init(_ audio: ScriptedAudio, pace: Double, atMs start: Int64) {
    rate = audio.rate
    chunkBytes = max(2, audio.chunkMs * audio.rate / 1000 * 2)
    self.pace = pace
    startMs = start
    rest = audio.samples[...]
  }

  var dueMs: Int64 { startMs + Int64(Double(sentMs) * pace) }

  /// The next chunk as a server message; nil at the end.
  mutating func next() -> ServerMessage? {
    guard !rest.isEmpty else { return nil }
    let chunk = rest.prefix(chunkBytes)
    rest = rest.dropFirst(chunk.count)
    sentMs += Int64(chunk.count * 1000 / (rate * 2))
    return .audio(Array(chunk), rate: rate)
  }
}
