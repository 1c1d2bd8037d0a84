import Testing

@testable import Conversation

@Suite("Playback")
struct PlaybackTests {
  @Test("Audio sent faster than it plays is heard until its own length has passed")
  func heardForItsLength() {
    var playback = Playback(grace: 2_000)
    playback.audioSent(ms: 1_000, isFirst: true, at: 100)
    playback.audioSent(ms: 1_000, isFirst: false, at: 150)
    playback.turnCompleted(at: 200)
    #expect(playback.isSpoken(at: 2_099))
    #expect(!playback.isSpoken(at: 2_100))
    #expect(playback.estimatedEnd == 2_100)
  }

  @Test("Without the turn's end it is over two seconds after the audio")
  func graceWithoutTurnEnd() {
    var playback = Playback(grace: 2_000)
    playback.audioSent(ms: 500, isFirst: true, at: 0)
    #expect(playback.isSpoken(at: 2_499))
    #expect(!playback.isSpoken(at: 2_500))
  }

  @Test("A late end of the turn is waited for, but not beyond the grace")
  func lateTurnEnd() {
    var playback = Playback(grace: 2_000)
    playback.audioSent(ms: 500, isFirst: true, at: 0)
    playback.turnCompleted(at: 1_000)
    #expect(playback.isSpoken(at: 999))
    #expect(!playback.isSpoken(at: 1_000))
  }

  @Test("An interruption ends it at once, and the next answer begins anew")
  func stoppedAndRestarted() {
    var playback = Playback(grace: 2_000)
    playback.audioSent(ms: 5_000, isFirst: true, at: 0)
    playback.stopped()
    #expect(!playback.isSpoken(at: 1))
    playback.audioSent(ms: 100, isFirst: true, at: 10)
    #expect(playback.isSpoken(at: 20))
    #expect(playback.estimatedEnd == 110)
  }

  @Test("What a client missed is heard from when it is back")
  func heardLater() {
    var playback = Playback(grace: 2_000)
    playback.audioSent(ms: 1_000, isFirst: true, at: 0)
    playback.clientLost()
    playback.audioSent(ms: 3_000, isFirst: false, at: 500)
    playback.turnCompleted(at: 600)
    playback.clientReturned(at: 10_000)
    #expect(playback.estimatedEnd == 13_000)
    #expect(playback.isSpoken(at: 12_999))
    #expect(!playback.isSpoken(at: 13_000))
  }

  @Test("A client that missed no sound changes nothing by coming back")
  func nothingMissed() {
    var playback = Playback(grace: 2_000)
    playback.audioSent(ms: 1_000, isFirst: true, at: 0)
    playback.clientLost()
    playback.clientReturned(at: 700)
    #expect(playback.estimatedEnd == 1_000)
  }
}
