import Testing
import VoiceAudio

@testable import Conversation

@Suite("Audio that went up")
struct SentAudioTests {
  /// `ms` of audio at 24 kHz in which every sample is its own number, counted from `first`.
  private func audio(ms: Int, from first: Int = 0) -> [UInt8] {
    (first..<(first + ms * 24)).flatMap { [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)] }
  }

  private func decoded(_ texts: [[UInt8]]) -> [UInt8] {
    texts.flatMap { text in
      var bytes: [UInt8] = []
      _ = Base64.decode(text.span.bytes, 0..<text.count, into: &bytes)
      return bytes
    }
  }

  @Test("It is told again in order, 100 ms in a message")
  func inOrder() {
    var sent = SentAudio(rate: 24_000)
    sent.append(audio(ms: 130).span.bytes, waits: false, limitMs: 500)
    sent.append(audio(ms: 120, from: 130 * 24).span.bytes, waits: false, limitMs: 500)
    let texts = sent.messages(at: 24_000)
    #expect(texts.count == 3)
    #expect(decoded(texts) == audio(ms: 250))
  }

  @Test("It is kept: the next connection may break, too")
  func kept() {
    var sent = SentAudio(rate: 24_000)
    sent.append(audio(ms: 200).span.bytes, waits: false, limitMs: 500)
    let first = sent.messages(at: 24_000)
    #expect(sent.messages(at: 24_000) == first)
  }

  @Test("Only the newest is kept, up to the limit of the moment")
  func limit() {
    var sent = SentAudio(rate: 24_000)
    sent.append(audio(ms: 900).span.bytes, waits: false, limitMs: 10_000)
    sent.append(audio(ms: 100, from: 900 * 24).span.bytes, waits: false, limitMs: 500)
    #expect(decoded(sent.messages(at: 24_000)) == audio(ms: 500, from: 500 * 24))
  }

  @Test("What waits for the upstream is not told twice, and belongs to it once it has gone up")
  func waiting() {
    var sent = SentAudio(rate: 24_000)
    sent.append(audio(ms: 100).span.bytes, waits: false, limitMs: 500)
    sent.append(audio(ms: 100, from: 100 * 24).span.bytes, waits: true, limitMs: 500)
    #expect(decoded(sent.messages(at: 24_000)) == audio(ms: 100))
    sent.waitEnded()
    #expect(decoded(sent.messages(at: 24_000)) == audio(ms: 200))
  }

  @Test("An upstream that wants another rate is told it at that rate")
  func otherRate() {
    var sent = SentAudio(rate: 24_000)
    sent.append([UInt8](repeating: 0, count: 48 * 400).span.bytes, waits: false, limitMs: 500)
    let bytes = decoded(sent.messages(at: 16_000)).count
    #expect((32 * 390...32 * 400).contains(bytes))
  }

  @Test("A client whose rate changes has said nothing yet")
  func retuned() {
    var sent = SentAudio(rate: 24_000)
    sent.append(audio(ms: 100).span.bytes, waits: false, limitMs: 500)
    sent.retune(rate: 24_000)
    #expect(!sent.messages(at: 24_000).isEmpty)
    sent.retune(rate: 16_000)
    #expect(sent.messages(at: 24_000).isEmpty)
  }
}
