@testable import Conversation

extension InvariantCheck {
  /// Invariant 7, after both sides were silent for minutes.
  func silence(_ session: Session) throws(Broken) {
    guard !hasAsides else { throw Broken(invariant: 7, rule: "an aside never ends") }
    // Its client has gone, or is away: what ran ends with nobody to hear it.
    if session.isOver, !isClosed || session.isClientAway { return }
    guard responses.isClear else { throw Broken(invariant: 7, rule: "a response never ends") }
    guard items.isClear else { throw Broken(invariant: 7, rule: "an item is never finished") }
    guard !session.isOver else { return }
    let waiting: [(String, Bool)] = [
      ("an answer", session.answer.phase != .none),
      ("a debt, or something dropped", !session.tail.isClear),
      ("an item's answer", session.pending.trigger != nil),
      ("a create", session.pending.heldCreate != nil || session.toolCalls.waitingCreate != nil),
      ("a user turn", session.turn.isOpen),
      ("an answer for a create", session.holding != nil),
    ]
    for (what, isWaiting) in waiting where isWaiting {
      throw Broken(invariant: 7, rule: "\(what) waits for ever")
    }
    try audio.silence()
  }
}
