internal import VoiceAudio

/// The user's audio where the upstream is not sent all of it as it comes: PCM16 at the client's rate, until the session
/// says what becomes of it.
///
///     appended ──► uncommitted ──commit──► waiting ──► sent ──answered──► gone
///                      └── cleared, or older than a pre-roll: gone
///
/// What was sent is kept until it is answered, so that another connection can be told it again. All of it together
/// lasts at most `limitMs`.
package struct KeptAudio: Sendable {
  /// Bytes that had to go because the whole became too long.
  struct Dropped: Equatable, Sendable {
    var uncommitted = 0
    /// Of the user's turn, before it went up.
    var waiting = 0
  }

  private let limitMs: Int
  private let rate: Int
  private let upstreamRate: Int
  private var uncommitted: AudioBacklog
  private var waiting: AudioBacklog
  private var sent: AudioBacklog
  /// Of the open activity; nil where the rates are the same.
  private var transcoder: Transcoder?

  /// `rate`, `upstreamRate`: Hz of what is appended, and of what goes up.
  init(rate: Int, upstreamRate: Int, limitMs: Int) {
    self.limitMs = limitMs
    self.rate = rate
    self.upstreamRate = upstreamRate
    uncommitted = AudioBacklog(rate: rate, limitMs: limitMs)
    waiting = AudioBacklog(rate: rate, limitMs: limitMs)
    sent = AudioBacklog(rate: rate, limitMs: limitMs)
    transcoder = Self.transcoder(from: rate, to: upstreamRate)
  }

  /// ms of the user's turn that have not gone up.
  var waitingMs: Int { waiting.endMs - waiting.startMs }

  /// The formats may have changed; what is kept is brought to the new rate.
  mutating func retune(rate: Int, upstreamRate: Int) {
    guard rate != self.rate || upstreamRate != self.upstreamRate else { return }
    var tuned = KeptAudio(rate: rate, upstreamRate: upstreamRate, limitMs: limitMs)
    _ = tuned.uncommitted.append(resampled(uncommitted.takeAll(), to: rate).span.bytes)
    _ = tuned.waiting.append(resampled(waiting.takeAll(), to: rate).span.bytes)
    _ = tuned.sent.append(resampled(sent.takeAll(), to: rate).span.bytes)
    self = tuned
  }

  /// Takes PCM16 in. The oldest goes where that becomes too much.
  mutating func append(_ samples: RawSpan) -> Dropped {
    let longest = AudioFormat.pcm16(rate: rate).bytes(ofMilliseconds: limitMs)
    let before = uncommitted.byteCount
    _ = uncommitted.append(samples)
    var dropped = Dropped(uncommitted: before + samples.byteCount - uncommitted.byteCount)
    sent.keep(atMost: longest - waiting.byteCount - uncommitted.byteCount)
    dropped.waiting = waiting.keep(atMost: longest - uncommitted.byteCount)
    return dropped
  }

  /// The last `lastMs` of what is uncommitted belong to the user's turn (nil: all of it); what is older goes.
  mutating func commit(lastMs: Int?) {
    if let lastMs { trim(toMs: lastMs) }
    _ = waiting.append(uncommitted.takeAll().span.bytes)
  }

  /// Of what is uncommitted, only the last `ms` are of interest.
  mutating func trim(toMs ms: Int) {
    uncommitted.keep(atMost: AudioFormat.pcm16(rate: rate).bytes(ofMilliseconds: ms))
  }

  mutating func clearUncommitted() { uncommitted.clear() }

  mutating func clear() {
    uncommitted.clear()
    waiting.clear()
    sent.clear()
    transcoder = Self.transcoder(from: rate, to: upstreamRate)
  }

  /// What waits goes up: base64 texts, each of one message. `isLast`: the activity ends with it.
  mutating func send(isLast: Bool) -> [[UInt8]] {
    let audio = waiting.takeAll()
    _ = sent.append(audio.span.bytes)
    guard transcoder != nil else { return AudioPiece.texts(of: audio) }
    var text: [UInt8] = []
    var texts: [[UInt8]] = []
    // Cut as messages are, so that the text of a long turn is never held twice.
    for start in stride(from: 0, to: audio.count, by: AudioPiece.maximumBytes) {
      let end = min(start + AudioPiece.maximumBytes, audio.count)
      transcoder?.transcode(audio.span.bytes.extracting(start..<end), into: &text)
      texts += AudioPiece.messages(of: text)
    }
    if isLast {
      transcoder?.flush(into: &text)
      texts += AudioPiece.messages(of: text)
    }
    return texts
  }

  /// What was sent waits again, before everything else: the connection that heard it is gone.
  mutating func rewind() {
    let later = waiting.takeAll()
    _ = waiting.append(sent.takeAll().span.bytes)
    _ = waiting.append(later.span.bytes)
    transcoder = Self.transcoder(from: rate, to: upstreamRate)
  }

  /// The turn was answered: nothing of it will be said again.
  mutating func forgetSent() { sent.clear() }

  private static func transcoder(from rate: Int, to upstreamRate: Int) -> Transcoder? {
    rate == upstreamRate ? nil : Transcoder(from: .pcm16(rate: rate), to: .pcm16(rate: upstreamRate))
  }

  private func resampled(_ bytes: [UInt8], to rate: Int) -> [UInt8] {
    guard rate != self.rate, var transcoder = Transcoder(from: .pcm16(rate: self.rate), to: .pcm16(rate: rate))
    else { return bytes }
    return transcoder.resampled(bytes)
  }
}
