internal import VoiceAudio

/// Audio on its way down: spliced where the formats are the same, transcoded where they differ.
struct AudioOutlet: Sendable {
  /// Longest base64 text of one delta, in characters; clients cap their messages.
  static let maximumDelta = 256 << 10

  private var format: AudioFormat
  private var transcoder: Transcoder?
  private var samples: [UInt8] = []

  init(to format: AudioFormat) { self.format = format }

  mutating func retune(to format: AudioFormat) {
    guard format != self.format else { return }
    self = AudioOutlet(to: format)
  }

  /// Whether PCM16 at `rate` Hz is what the client wants.
  func passes(rate: Int) -> Bool { format == .pcm16(rate: rate) }

  /// The deltas that one audio part becomes. Empty if it is not base64, or too short for a sample.
  mutating func pieces(_ message: RawSpan, _ payload: Range<Int>, escaped: Bool, rate: Int) -> [AudioPiece] {
    if passes(rate: rate) {
      guard payload.count > Self.maximumDelta else { return [.spliced(payload)] }
      if !escaped { return Base64.pieces(of: payload, characters: Self.maximumDelta).map { .spliced($0) } }
    }
    let source = AudioFormat.pcm16(rate: rate)
    if transcoder?.from != source { transcoder = Transcoder(from: source, to: format) }
    var text: [UInt8] = []
    guard case .decoded = Base64.decode(message, payload, escaped: escaped, alphabet: .urlSafe, into: &samples) else {
      return []
    }
    let decoded = samples
    transcoder?.transcode(decoded.span.bytes, into: &text)
    return Base64.pieces(of: 0..<text.count, characters: Self.maximumDelta).map { .owned(Array(text[$0])) }
  }
}
