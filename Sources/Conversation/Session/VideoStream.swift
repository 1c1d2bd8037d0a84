/// Finds a live video among a client's pictures.
///
/// OpenAI's protocol has no event for one. What a client can send is an item of nothing but pictures, again and again,
/// while the user's microphone runs. The first of them is an item like any other, since a picture is mostly a question
/// that a create will ask; those that follow at the pace of a video are its frames.
///
///     quiet ──picture──► seen ──picture at a video's pace──► running ──picture──► running
///       ▲                 │                                     │
///       └── a pause, a create, another item, no microphone ─────┘
struct VideoStream: Equatable, Sendable {
  enum Verdict: Equatable, Sendable {
    /// An item like any other.
    case item
    case frame
    /// A frame before its time: nobody would look at it.
    case tooSoon
  }

  private enum State: Equatable, Sendable {
    case quiet
    case seen(at: Int)
    case running(lastPicture: Int, lastFrame: Int)
  }

  private var state = State.quiet
  private let settings: SessionSettings

  init(settings: SessionSettings) { self.settings = settings }

  /// An item of nothing but pictures came; `isHeard`: the user's audio is going up at this time.
  mutating func picturesCame(isHeard: Bool, at now: Int) -> Verdict {
    guard isHeard else {
      state = .quiet
      return .item
    }
    switch state {
    case .seen(let before) where settings.videoPace.contains(now - before):
      state = .running(lastPicture: now, lastFrame: now)
      return .frame
    case .running(let before, let lastFrame) where now - before <= settings.videoPace.upperBound:
      let isDue = now - lastFrame >= settings.videoFrameInterval
      state = .running(lastPicture: now, lastFrame: isDue ? now : lastFrame)
      return isDue ? .frame : .tooSoon
    case .quiet, .seen, .running:
      state = .seen(at: now)
      return .item
    }
  }

  /// A create or another item: what comes next belongs to something new.
  mutating func rowEnded() { state = .quiet }
}
