/// One thing that happens in a random call. Steps know nothing of each other: any of them can be left out, and the
/// rest still makes a call. What is impossible when its turn comes is passed over.
enum Step: Equatable {
  case wait(ms: Int)
  case append(Speaking, ms: Int, number: Int)
  /// `$ITEM` and `$CALL` become ids that were announced; `choice` says which.
  case client(String, choice: UInt64)
  case upstream(String)
  case shell(ShellEvent)
  /// A message, or a fate, of the connection of one of the answers outside the conversation.
  case aside(String, choice: UInt64)
  case asideShell(ShellEvent, choice: UInt64)

  enum Speaking: String, Equatable {
    case speech
    case silence
  }

  /// What the gateway's shell can tell, as stories write it.
  enum ShellEvent: Equatable {
    case upstreamOpened
    case upstreamClosed(code: Int?, reason: String = "Closed.")
    case upstreamRefused(status: Int)
    case clientStalled
    case clientDrained
    case upstreamStalled
    case upstreamDrained
    case clientClosed
    case clientLost
    /// Where it is not away, it takes over from itself. The last `unheard` events did not arrive on the old connection; nil: it
    /// does not say which it knows.
    case clientReturned(unheard: Int?)
    case draining
    case drainTimeout
  }
}

extension Step.ShellEvent {
  /// Its line of a story, without the time.
  var story: [String: Any] {
    switch self {
    case .upstreamOpened: ["event": "upstream_opened"]
    case .upstreamClosed(let code?, let reason): ["event": "upstream_closed", "code": code, "reason": reason]
    case .upstreamClosed(nil, _): ["event": "upstream_closed"]
    case .upstreamRefused(let status): ["event": "upstream_refused", "status": status, "body": ""]
    case .clientStalled: ["event": "client_stalled"]
    case .clientDrained: ["event": "client_drained"]
    case .upstreamStalled: ["event": "upstream_stalled"]
    case .upstreamDrained: ["event": "upstream_drained"]
    case .clientClosed: ["event": "client_closed"]
    case .clientLost: ["event": "client_lost"]
    case .clientReturned: ["event": "client_returned"]
    case .draining: ["event": "draining"]
    case .drainTimeout: ["event": "drain_timeout"]
    }
  }
}
