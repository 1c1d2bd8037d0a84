import SeededRandom
import Testing

@testable import VoiceAudio

@Suite("Audio that waits")
struct AudioBacklogTests {
  /// `ms` of audio at 24 kHz in which every sample is its own number, counted from `first`.
  private func audio(ms: Int, from first: Int = 0) -> [UInt8] {
    (first..<(first + ms * 24)).flatMap { [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)] }
  }

  private func backlog(limitMs: Int, startMs: Int = 0) -> AudioBacklog {
    AudioBacklog(rate: 24_000, limitMs: limitMs, startMs: startMs)
  }

  @Test("What went in comes out, once and in order", arguments: [1, 20, 171, 1_000])
  func order(frameMs: Int) {
    var waiting = backlog(limitMs: 300_000)
    let all = audio(ms: frameMs * 12)
    for start in stride(from: 0, to: all.count, by: frameMs * 48) {
      #expect(waiting.append(Array(all[start..<(start + frameMs * 48)]).span.bytes) == 0)
    }
    #expect(waiting.byteCount == all.count)
    #expect(waiting.takeAll() == all)
    #expect(waiting.isEmpty && waiting.takeAll() == [])
    #expect(waiting.startMs == frameMs * 12 && waiting.endMs == frameMs * 12)
  }

  @Test("The oldest goes at the limit, and is counted", arguments: [7, 20, 100, 700])
  func limit(frameMs: Int) {
    var waiting = backlog(limitMs: 500)
    let all = audio(ms: frameMs * 80)
    var dropped = 0
    for start in stride(from: 0, to: all.count, by: frameMs * 48) {
      dropped += waiting.append(Array(all[start..<(start + frameMs * 48)]).span.bytes)
      #expect(waiting.byteCount <= 500 * 48)
      #expect(waiting.startMs == dropped)
    }
    #expect(dropped == frameMs * 80 - 500)
    #expect(waiting.takeAll() == Array(all.suffix(500 * 48)))
  }

  @Test("Everything from a moment on: what is older goes", arguments: [0, 1_000, 1_250, 1_399, 1_400, 9_000])
  func fromMoment(ms: Int) {
    var waiting = backlog(limitMs: 10_000, startMs: 1_000)
    let all = audio(ms: 400)
    _ = waiting.append(all.span.bytes)
    #expect(waiting.startMs == 1_000 && waiting.endMs == 1_400)
    let gone = min(max(ms - 1_000, 0), 400)
    #expect(waiting.take(fromMs: ms) == Array(all.dropFirst(gone * 48)))
    #expect(waiting.isEmpty)
    _ = waiting.append(audio(ms: 10, from: 5).span.bytes)
    #expect(waiting.startMs == 1_400 && waiting.takeAll() == audio(ms: 10, from: 5))
  }

  @Test("The limit can change while audio waits")
  func newLimit() {
    var waiting = backlog(limitMs: 500)
    let all = audio(ms: 3_000)
    #expect(waiting.limit(toMs: 10_000) == 0)
    #expect(waiting.append(all.span.bytes) == 0)
    #expect(waiting.limit(toMs: 500) == 2_500)
    #expect(waiting.takeAll() == Array(all.suffix(500 * 48)))
  }

  @Test("Half a sample is left out")
  func halfSample() {
    var waiting = backlog(limitMs: 500)
    let (odd, single): ([UInt8], [UInt8]) = ([1, 2, 3], [4])
    _ = waiting.append(odd.span.bytes)
    _ = waiting.append(single.span.bytes)
    #expect(waiting.takeAll() == [1, 2])
  }

  @Test("Random appends, drops and limits agree with a plain array")
  func random() {
    var random = SeededRandom(seed: 3)
    var waiting = backlog(limitMs: 400)
    var (model, begin, end, limit) = ([UInt8](), 0, 0, 400)
    for _ in 0..<800 {
      switch Int.random(in: 0..<10, using: &random) {
      case 0:
        limit = Int.random(in: 0...900, using: &random)
        begin += waiting.limit(toMs: limit)
      case 1:
        let ms = Int.random(in: begin...(end + 50), using: &random)
        waiting.drop(olderThan: ms)
        model.removeFirst(min(max(0, ms - begin) * 48, model.count))
        begin = min(ms, end)
      case 2:
        #expect(waiting.takeAll() == model)
        (model, begin) = ([], end)
      default:
        let piece = audio(ms: Int.random(in: 0...300, using: &random), from: end * 24)
        model += piece
        end += piece.count / 48
        begin += waiting.append(piece.span.bytes)
      }
      model.removeFirst(max(0, model.count - limit * 48))
      #expect(waiting.byteCount == model.count)
      #expect(waiting.startMs == begin && waiting.endMs == end)
    }
    #expect(waiting.takeAll() == model)
  }
}
