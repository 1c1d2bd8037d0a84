extension KeptAudio {
  /// What becomes of the user's audio that is kept.
  package enum Change: Equatable, Sendable {
    /// What is not committed belongs to the user's turn: the last `lastMs` of it, or all.
    case commit(lastMs: Int?)
    /// Of what is not committed, only the last so many ms are of interest.
    case trim(toMs: Int)
    case clearUncommitted
    /// The audio of the user's turn goes up, or behind what is held for an upstream that is not there yet. `isLast`:
    /// the activity ends with it.
    case send(isLast: Bool, isHeld: Bool)
    /// What was sent of the user's turn waits again, for another connection.
    case rewind
    /// The user's turn was answered.
    case forgetSent
    /// Nothing of it will ever be sent.
    case clear
  }
}
