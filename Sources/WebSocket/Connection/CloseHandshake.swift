/// The end of a WebSocket (RFC 6455, 7): who closes, what is sent, when the owner is told, when TCP ends.
///
/// ```
///        closeRequested                 closeReceived, deadline, end
///  open ───────────────► awaitingAnswer ───────────────────────────► ending ──► ended
///    └── closeReceived, violationFound, peerFellSilent, … ─────────────┘    connectionEnded
/// ```
///
/// The owner hears of the end when the machine enters `ending`: nothing can be received any more, so there is no reason
/// to wait for the peer's FIN. Exactly one reaction of a machine's life carries a report.
struct CloseHandshake {
  /// What to do with the TCP connection, after everything before it has been flushed.
  enum Ending: Equatable {
    /// Leave it open.
    case none
    /// The peer has to act next; give it until the deadline.
    case awaitPeer
    /// Send FIN and discard what still comes until the deadline: closing on unread bytes would make the kernel send
    /// a reset, which may overtake our close frame.
    case halfClose
    /// Close, both close frames having been exchanged.
    case close
    /// Close now, with no regard for what is unsent.
    case hardClose
  }

  struct CloseFrame: Equatable {
    var code: CloseCode?
    var reason: String
  }

  struct Reaction: Equatable {
    var frame: CloseFrame?
    var ending = Ending.none
    var report: CloseReport?

    static let nothing = Reaction()
  }

  private enum Phase: Equatable {
    case open
    case awaitingAnswer(CloseFrame)
    case ending
    case ended
  }

  private let role: WebSocketRole
  private var phase = Phase.open

  init(role: WebSocketRole) { self.role = role }

  /// Whether messages may be sent, and those received matter.
  var isOpen: Bool { phase == .open }

  /// Whether the peer's frames must still be decoded.
  var isListening: Bool {
    switch phase {
    case .open, .awaitingAnswer: true
    case .ending, .ended: false
    }
  }

  /// The owner wants to close.
  mutating func closeRequested(_ code: CloseCode, reason: String) -> Reaction {
    switch phase {
    case .open:
      let frame = CloseFrame(code: code, reason: reason)
      phase = .awaitingAnswer(frame)
      return Reaction(frame: frame, ending: .awaitPeer)
    case .awaitingAnswer, .ending, .ended: return .nothing
    }
  }

  mutating func closeReceived(_ code: CloseCode?, reason: String) -> Reaction {
    switch phase {
    case .open:
      phase = .ending
      return Reaction(
        frame: CloseFrame(code: code, reason: ""), ending: afterBothFrames,
        report: .closedByPeer(code, reason: reason))
    case .awaitingAnswer(let ours):
      phase = .ending
      return Reaction(ending: afterBothFrames, report: Self.closedByUs(ours, answered: true))
    case .ending, .ended: return .nothing
    }
  }

  /// The peer broke a rule.
  mutating func violationFound(_ code: CloseCode, reason: String) -> Reaction {
    switch phase {
    case .open:
      phase = .ending
      return Reaction(
        frame: CloseFrame(code: code, reason: reason), ending: .halfClose, report: .failedByPeer(code, reason: reason))
    case .awaitingAnswer(let ours):
      phase = .ending
      return Reaction(ending: .halfClose, report: Self.closedByUs(ours, answered: false))
    case .ending, .ended: return .nothing
    }
  }

  /// The deadline that `awaitPeer` or `halfClose` started has passed.
  mutating func deadlinePassed() -> Reaction {
    switch phase {
    case .open, .ended: return .nothing
    case .awaitingAnswer(let ours):
      phase = .ending
      return Reaction(ending: .hardClose, report: Self.closedByUs(ours, answered: false))
    case .ending: return Reaction(ending: .hardClose)
    }
  }

  /// A ping was not answered in time.
  mutating func peerFellSilent() -> Reaction {
    switch phase {
    case .open:
      phase = .ending
      return Reaction(ending: .hardClose, report: .unresponsive)
    case .awaitingAnswer(let ours):
      phase = .ending
      return Reaction(ending: .hardClose, report: Self.closedByUs(ours, answered: false))
    case .ending, .ended: return .nothing
    }
  }

  /// The owner gives up at once.
  mutating func abortRequested() -> Reaction {
    switch phase {
    case .open, .awaitingAnswer:
      phase = .ending
      return Reaction(ending: .hardClose, report: .aborted)
    case .ending: return Reaction(ending: .hardClose)
    case .ended: return .nothing
    }
  }

  /// The TCP connection is gone.
  ///
  /// - Parameter error: What broke it, if it was not an orderly end.
  mutating func connectionEnded(error: String?) -> Reaction {
    defer { phase = .ended }
    switch phase {
    case .open: return Reaction(report: error.map { .connectionLost($0) } ?? .endOfStream)
    case .awaitingAnswer(let ours): return Reaction(report: Self.closedByUs(ours, answered: false))
    case .ending, .ended: return .nothing
    }
  }

  /// The server ends TCP first; a client waits for it (RFC 6455, 7.1.1).
  private var afterBothFrames: Ending { role == .server ? .close : .awaitPeer }

  private static func closedByUs(_ frame: CloseFrame, answered: Bool) -> CloseReport {
    .closedByUs(frame.code ?? .noStatus, reason: frame.reason, answered: answered)
  }
}
