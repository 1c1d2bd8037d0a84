import Testing

@testable import Conversation

@Suite("Live video")
struct VideoStreamTests {
  private var video = VideoStream(settings: SessionSettings())

  /// What becomes of pictures at these times, the microphone running.
  private mutating func verdicts(_ times: Int...) -> [VideoStream.Verdict] {
    times.map { video.picturesCame(isHeard: true, at: $0) }
  }

  @Test("One picture a second is a video from the second on")
  mutating func onePerSecond() {
    #expect(verdicts(0, 1_000, 2_000, 3_000) == [.item, .frame, .frame, .frame])
  }

  @Test("Of four pictures a second one is looked at")
  mutating func fourPerSecond() {
    #expect(
      verdicts(0, 250, 500, 750, 1_000, 1_250) == [.item, .frame, .tooSoon, .tooSoon, .tooSoon, .frame])
  }

  @Test("Pictures chosen one by one come in a burst, or slowly, and stay items")
  mutating func stills() {
    #expect(verdicts(0, 5, 10, 5_000, 10_000) == [.item, .item, .item, .item, .item])
  }

  @Test("A frame that the network held back does not end the video")
  mutating func jitter() {
    #expect(verdicts(0, 1_000, 2_600, 2_601, 3_600) == [.item, .frame, .frame, .tooSoon, .frame])
  }

  @Test("A pause ends the video")
  mutating func pause() {
    #expect(verdicts(0, 1_000, 4_001, 5_000) == [.item, .frame, .item, .frame])
  }

  @Test("A create, or another item, ends it")
  mutating func rowEnded() {
    _ = verdicts(0, 1_000)
    video.rowEnded()
    #expect(verdicts(2_000, 3_000) == [.item, .frame])
  }

  @Test("Without a microphone every picture is an item")
  mutating func unheard() {
    _ = verdicts(0, 1_000)
    #expect(video.picturesCame(isHeard: false, at: 2_000) == .item)
    #expect(verdicts(3_000, 4_000) == [.item, .frame])
  }
}
