internal import VoiceAudio

/// Audio on its way up: each append is decoded once, into a buffer that is used again. That validates it, feeds
/// the detector, and is what a transcoder works on where the upstream wants another format.
struct AudioIntake: Sendable {
  /// The last append, decoded: PCM16 little-endian at the input format's rate.
  private(set) var samples: [UInt8] = []
  private var format: AudioFormat
  private var upstreamRate: Int
  private var transcoder: Transcoder?

  init(from format: AudioFormat, toRate rate: Int) {
    self.format = format
    upstreamRate = rate
    transcoder = Self.transcoder(from: format, toRate: rate)
  }

  mutating func retune(from format: AudioFormat, toRate rate: Int) {
    guard format != self.format || rate != upstreamRate else { return }
    self = AudioIntake(from: format, toRate: rate)
  }

  /// Decodes the base64 at `payload`. Returns what is wrong with it, if anything; then nothing may be sent.
  mutating func decode(_ message: RawSpan, _ payload: Range<Int>, escaped: Bool) -> Fault? {
    switch Base64.decode(message, payload, escaped: escaped, into: &samples) {
    case .invalid(let offset):
      return Self.broken("The audio is not base64: character \(offset - payload.lowerBound) does not fit.")
    case .decoded(let bytes):
      guard bytes % format.bytesPerSample == 0 else {
        return Self.broken("The audio holds \(bytes) bytes; PCM16 needs an even number.")
      }
    }
    return nil
  }

  /// Moves the samples out, so that they can be read while the call changes; `takeBack` keeps their capacity.
  mutating func lendSamples() -> [UInt8] {
    var lent: [UInt8] = []
    swap(&lent, &samples)
    return lent
  }

  mutating func takeBack(_ lent: consuming [UInt8]) { samples = lent }

  mutating func exchangeScratch(_ other: inout [UInt8]) { swap(&samples, &other) }

  /// Whether the base64 can go up as it is, in one message.
  func passes(_ payload: Range<Int>) -> Bool { transcoder == nil && payload.count <= AudioPiece.maximumText }

  /// The messages that the last append becomes.
  mutating func pieces(of payload: Range<Int>, escaped: Bool) -> [AudioPiece] {
    guard transcoder == nil else { return transcoded() }
    guard escaped else { return Base64.pieces(of: payload, characters: AudioPiece.maximumText).map { .spliced($0) } }
    return AudioPiece.texts(of: samples).map { .owned($0) }
  }

  private mutating func transcoded() -> [AudioPiece] {
    var text: [UInt8] = []
    let lent = lendSamples()
    transcoder?.transcode(lent.span.bytes, into: &text)
    takeBack(lent)
    // What arrives compressed is expanded for the detector only after it was transcoded.
    expand()
    return AudioPiece.messages(of: text).map { .owned($0) }
  }

  /// Makes the last append PCM16, where it came compressed.
  mutating func expand() {
    var expanded: [Int16] = []
    switch format {
    case .pcm16: return
    case .g711MuLaw: G711.decode(samples.span.bytes, .mu, appendingTo: &expanded)
    case .g711ALaw: G711.decode(samples.span.bytes, .a, appendingTo: &expanded)
    }
    samples.removeAll(keepingCapacity: true)
    for sample in expanded {
      samples.append(UInt8(truncatingIfNeeded: sample))
      samples.append(UInt8(truncatingIfNeeded: sample >> 8))
    }
  }

  private static func transcoder(from format: AudioFormat, toRate rate: Int) -> Transcoder? {
    format == .pcm16(rate: rate) ? nil : Transcoder(from: format, to: .pcm16(rate: rate))
  }

  private static func broken(_ message: String) -> Fault {
    Fault(.invalidRequest, code: "invalid_audio", message + " Nothing of this append was used.", param: "audio")
  }
}
