/// The model's turn.
///
///     idle ──begun──► speaking ──all sent──► playing ──playback over──► idle
///                        │  └───interrupted────┴──► interrupted ──tail──► idle
///                        └──(a call)──► calling ──results in──► speaking
///
/// `playing` is the time in which the service believes that its audio is still heard: `generationComplete` is out,
/// `turnComplete` is not, and the user can still cut in.
struct Answer: Sendable {
  enum Event: Equatable, Sendable {
    case send(ServerMessage)
    /// These calls are due; the turn waits for their results unless it is left.
    case call([ServerMessage.FunctionCall])
    /// All content is out.
    case generated(Spoken)
    /// The turn is over.
    case ended
  }

  /// What has left so far.
  struct Spoken: Equatable, Sendable {
    var text = ""
    var audioMs: Int64 = 0

    /// Spoken answers are billed by their sound, written ones by their text.
    var tokens: TokenCount {
      audioMs > 0 ? .ofAudio(milliseconds: audioMs) : .ofText(text)
    }
  }

  private enum Phase {
    case idle
    case about(to: [ServerMessage.FunctionCall], atMs: Int64)
    case calling
    case speaking(Delivery)
    case playing(untilMs: Int64)
    case interrupted(untilMs: Int64)
  }

  private let pace: Double
  private let playbackFactor: Double
  private var phase = Phase.idle
  private var startMs: Int64 = 0
  /// Milliseconds of playback or reading that have left since the start.
  private var sentMs: Int64 = 0
  private(set) var spoken = Spoken()

  init(pace: Double, playbackFactor: Double) {
    self.pace = max(0, pace)
    self.playbackFactor = max(0, playbackFactor)
  }

  var isIdle: Bool {
    switch phase {
    case .idle: true
    case .about, .calling, .speaking, .playing, .interrupted: false
    }
  }

  /// True while the turn waits for the results of calls.
  var isCalling: Bool {
    switch phase {
    case .calling: true
    case .idle, .about, .speaking, .playing, .interrupted: false
    }
  }

  /// When something happens by itself; nil if nothing will.
  var deadlineMs: Int64? {
    switch phase {
    case .idle, .calling: nil
    case .about(_, let time): time
    case .speaking: dueMs
    case .playing(let time), .interrupted(let time): time
    }
  }

  /// When the next piece leaves: at `pace` times the length of what has left.
  private var dueMs: Int64 { startMs + Int64(Double(sentMs) * pace) }

  /// The turn speaks from `startMs` on: at its beginning, or after results of calls have come.
  mutating func begun(_ delivery: Delivery, atMs start: Int64) {
    if isIdle { spoken = Spoken() }
    startMs = start
    sentMs = 0
    phase = .speaking(delivery)
  }

  /// The turn begins with calls.
  mutating func begun(_ calls: [ServerMessage.FunctionCall], atMs start: Int64) {
    spoken = Spoken()
    phase = .about(to: calls, atMs: start)
  }

  /// The calls do not hold the conversation up, or end the turn on this model.
  mutating func turnLeft() {
    spoken = Spoken()
    phase = .idle
  }

  /// The user cut in; false if there was nothing to cut.
  mutating func interrupted(atMs now: Int64, tailMs: Int64) -> Bool {
    switch phase {
    case .idle, .interrupted: return false
    case .about, .calling, .speaking, .playing:
      phase = .interrupted(untilMs: now + tailMs)
      return true
    }
  }

  /// The next thing that is due; nil if nothing is. To be asked until then.
  mutating func timePassed(toMs now: Int64) -> Event? {
    guard let deadlineMs, deadlineMs <= now else { return nil }
    switch phase {
    case .idle, .calling: return nil
    case .about(let calls, _):
      phase = .calling
      return .call(calls)
    case .speaking(var delivery):
      phase = .idle
      guard let piece = delivery.next() else { return allSent(atMs: now) }
      note(piece)
      phase = .speaking(delivery)
      return .send(piece.message)
    case .playing, .interrupted:
      phase = .idle
      return .ended
    }
  }

  private mutating func allSent(atMs now: Int64) -> Event {
    let playback = Int64(Double(spoken.audioMs) * playbackFactor)
    phase = .playing(untilMs: max(now, startMs + playback))
    return .generated(spoken)
  }

  private mutating func note(_ piece: Delivery.Piece) {
    sentMs += piece.lastsMs
    switch piece.message {
    case .text(let text), .outputTranscription(let text): spoken.text += text
    case .audio: spoken.audioMs += piece.lastsMs
    case .setupComplete, .inputTranscription, .generationComplete, .interrupted, .turnComplete, .toolCall,
      .toolCallCancellation, .goAway, .sessionResumptionUpdate, .voiceActivity:
      return
    }
  }
}
