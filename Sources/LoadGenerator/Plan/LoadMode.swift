/// What every session of a load does.
package enum LoadMode: Equatable, Sendable {
  /// So many frames of audio are always under way: each one that comes back sends the next. Shows what a message costs
  /// where nothing waits for a clock. Needs a server that returns what it hears.
  case saturated(framesInFlight: Int)
  /// Audio in real time: a frame each `intervalMs`. Sessions are spread over the interval; with `slotMs` they gather at
  /// multiples of it, as they do behind a gateway that wakes up once in a while.
  case paced(intervalMs: Int, slotMs: Int?)
  /// Written turns, one after the other: item and `response.create`, until `response.done`.
  case turns
  /// Connections, one after the other: from the dial to `session.created`, then closed.
  case connects
  /// Connected, and silent: for looking at memory.
  case idle

  package var name: String {
    switch self {
    case .saturated: "saturated"
    case .paced: "paced"
    case .turns: "turns"
    case .connects: "connects"
    case .idle: "idle"
    }
  }
}
