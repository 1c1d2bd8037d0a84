/// The user's side of the sound: whether the user speaks, and what was said.
///
///     idle ──started──► speaking ──ended──► idle
///
/// With automatic detection the gate says when; without it the client does, and what it sends between two activities
/// is discarded.
struct Microphone: Equatable, Sendable {
  enum Event: Equatable, Sendable {
    case started(atMs: Int64)
    case ended(UserSpeech, atMs: Int64)
  }

  private enum Phase: Equatable {
    case idle
    case speaking
  }

  /// Milliseconds of sound before the detected start that belong to the speech.
  private static let prerollMs = 300
  /// Milliseconds of silence that are left at the end of the speech.
  private static let trailMs = 100

  private let isAutomatic: Bool
  private let limitMs: Int
  private var gate: SpeechGate
  private var phase = Phase.idle
  private var rate = 16_000
  /// The speech so far, or the preroll while nobody speaks.
  private var kept: [UInt8] = []
  private var startMs: Int64 = 0
  /// Bytes of sound in the present activity, counted where the client says when it begins and ends.
  private var activityBytes = 0

  init(_ detection: SetupMessage.Detection, on surface: Surface, limitMs: Int) {
    isAutomatic = detection.isAutomatic
    gate = SpeechGate(detection, on: surface)
    self.limitMs = limitMs
  }

  var isSpeaking: Bool {
    switch phase {
    case .idle: false
    case .speaking: true
    }
  }

  mutating func audioArrived(_ samples: [UInt8], rate: Int) -> [Event] {
    if rate != self.rate {
      // A stream that changes its rate starts afresh; nothing of the old rate can be joined to it.
      self.rate = rate
      kept = []
    }
    guard isAutomatic else {
      guard isSpeaking else { return [] }
      activityBytes += samples.count
      keep(samples, atMostMs: limitMs)
      return []
    }
    keep(samples, atMostMs: limitMs)
    if !isSpeaking { forget(butLastMs: Self.prerollMs + Int(gate.startMs) + 2 * milliseconds(samples.count)) }
    return gate.audioArrived(samples, rate: rate).map { event in
      switch event {
      case .started(let offset): started(atMs: offset)
      case .ended(let offset): ended(atMs: offset)
      }
    }
  }

  mutating func streamEnded() -> Event? {
    switch gate.streamEnded() {
    case .ended(let offset): ended(atMs: offset)
    case .started, nil: nil
    }
  }

  /// `activityStart`; false if an activity is open already.
  mutating func activityStarted() -> Bool {
    guard !isSpeaking else { return false }
    phase = .speaking
    kept = []
    activityBytes = 0
    return true
  }

  /// `activityEnd`; nil if no activity is open.
  mutating func activityEnded() -> UserSpeech? {
    guard isSpeaking else { return nil }
    phase = .idle
    defer { kept = [] }
    return UserSpeech(rate: rate, samples: kept, durationMs: Int64(milliseconds(activityBytes)))
  }

  private mutating func started(atMs offset: Int64) -> Event {
    phase = .speaking
    startMs = offset
    forget(butLastMs: Int(gate.positionMs - offset) + Self.prerollMs)
    return .started(atMs: offset)
  }

  private mutating func ended(atMs offset: Int64) -> Event {
    phase = .idle
    let duration = max(0, offset - startMs)
    // The silence that proved the end is no part of what was said.
    let silenceMs = Int(gate.positionMs - offset) - Self.trailMs
    kept.removeLast(min(kept.count, bytes(ofMs: max(0, silenceMs))))
    let speech = UserSpeech(rate: rate, samples: kept, durationMs: duration)
    kept = []
    return .ended(speech, atMs: offset)
  }

  /// Appends, unless that would be too long to be played back.
  private mutating func keep(_ samples: [UInt8], atMostMs limit: Int) {
    let room = bytes(ofMs: limit) - kept.count
    kept += samples.prefix(max(0, room))
  }

  private mutating func forget(butLastMs milliseconds: Int) {
    kept.removeFirst(max(0, kept.count - bytes(ofMs: milliseconds)))
  }

  private func milliseconds(_ bytes: Int) -> Int { bytes * 1000 / (rate * 2) }

  /// Whole samples.
  private func bytes(ofMs milliseconds: Int) -> Int { milliseconds * rate / 1000 * 2 }
}
