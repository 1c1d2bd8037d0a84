internal import ByteJSON
internal import Conversation

/// What happens in a call beside messages, in a story's words.
enum CaptureEvent {
  /// `movedTo`: the deployment, if it is another one; `servedBy`: what answers say of it then.
  case upstreamOpened(movedTo: ModelDeployment?, servedBy: ServedBy?)
  /// `code` is nil without a close frame.
  case upstreamClosed(code: Int?, reason: String)
  case upstreamRefused(status: Int, body: [UInt8])
  case clientClosed
  case clientLost
  case clientReturned(lastEventID: String?)
  case draining
  case dialled(Destination)
  case upstreamLeft
  case clientLeft(code: UInt16, reason: String)

  /// - Parameter short: makes ids as short as a story's.
  func write(to line: inout JSONWriter, short: (String) -> String) {
    switch self {
    case .upstreamOpened(let deployment, let servedBy):
      told("upstream_opened", &line)
      guard let deployment else { break }
      line.object("moved_to") { line in
        line.member("model", deployment.model)
        line.member("location", deployment.location)
      }
      servedBy?.write(to: &line)
    case .upstreamClosed(let code, let reason):
      told("upstream_closed", &line)
      line.member("code", ifPresent: code)
      line.member("reason", reason)
    case .upstreamRefused(let status, let body):
      told("upstream_refused", &line)
      line.member("status", status)
      line.member("body", String(decoding: body, as: UTF8.self))
    case .clientClosed: told("client_closed", &line)
    case .clientLost: told("client_lost", &line)
    case .clientReturned(let lastEventID):
      told("client_returned", &line)
      line.member("last_event_id", ifPresent: lastEventID.map(short))
    case .draining: told("draining", &line)
    case .dialled(let destination):
      done("dial_upstream", &line)
      if destination != .same { line.member("destination", destination.rawValue) }
    case .upstreamLeft: done("close_upstream", &line)
    case .clientLeft(let code, let reason):
      done("close_client", &line)
      line.member("code", Int(code))
      line.member("reason", reason)
    }
  }

  private func told(_ event: String, _ line: inout JSONWriter) {
    line.member("from", "shell")
    line.member("event", event)
  }

  private func done(_ effect: String, _ line: inout JSONWriter) {
    line.member("to", "shell")
    line.member("effect", effect)
  }
}
