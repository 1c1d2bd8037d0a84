internal import VoiceAudio

/// The user's audio that went up last, for a connection that breaks: PCM16 at the input format's rate. Audio that still waits
/// for the upstream is in it too, but is not told again.
struct SentAudio: Sendable {
  private var audio: AudioBacklog
  /// Bytes at the end that have not gone up yet.
  private var waiting = 0
  private let rate: Int

  /// ms of audio in one message.
  private static let messageMs = 100

  init(rate: Int) {
    self.rate = rate
    audio = AudioBacklog(rate: rate, limitMs: 0)
  }

  /// The client's audio has another rate from now on; what was before is forgotten.
  mutating func retune(rate: Int) {
    if rate != self.rate { self = SentAudio(rate: rate) }
  }

  /// From now on at most `limitMs` are kept.
  mutating func limit(toMs limitMs: Int) {
    guard limitMs != audio.limitMs else { return }
    _ = audio.limit(toMs: limitMs)
    waiting = min(waiting, audio.byteCount)
  }

  /// `samples` were appended, and went up or wait for the upstream. At most `limitMs` are kept.
  mutating func append(_ samples: RawSpan, waits: Bool, limitMs: Int) {
    limit(toMs: limitMs)
    _ = audio.append(samples)
    waiting = waits ? min(waiting + samples.byteCount, audio.byteCount) : 0
  }

  /// What waited has gone up.
  mutating func waitEnded() { waiting = 0 }

  /// Everything that has gone up, as base64 of PCM16 at `upstreamRate`, one text a message. It is kept: the next
  /// connection may break, too.
  mutating func messages(at upstreamRate: Int) -> [[UInt8]] {
    let kept = audio.takeAll()
    _ = audio.append(kept.span.bytes)
    var transcoder = Transcoder(from: .pcm16(rate: rate), to: .pcm16(rate: upstreamRate))
    let sent = kept.count - waiting
    let size = AudioFormat.pcm16(rate: rate).bytes(ofMilliseconds: Self.messageMs)
    return stride(from: 0, to: sent, by: size).map { start in
      var text: [UInt8] = []
      transcoder?.transcode(kept.span.bytes.extracting(start..<min(start + size, sent)), into: &text)
      return text
    }
  }
}
