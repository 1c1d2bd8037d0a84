import Conversation

extension CallDriver {
  static let reattachToken = "a-token"

  /// The upstream's messages and what the shell tells of it are of the conversation's connection, or of an aside's.
  static func connection(of content: [String: Any]) -> Side {
    (content["aside"] as? Int).map { .aside(AsideID($0)) } ?? .upstream
  }

  /// Something that the shell tells, as a story writes it. False: a story cannot say this.
  mutating func shell(_ content: [String: Any]) -> Bool {
    // A socket of another deployment, in a header's words.
    let other = content["moved_to"].flatMap { $0 as? [String: Any] }.flatMap { try? StoryUpstream.dialect(for: $0) }
    let servedBy = ServedBy(story: content)
    let text = content["reason"] as? String ?? content["body"] as? String ?? ""
    let code = content["code"] as? Int
    let status = content["status"] as? Int ?? 0
    if case .aside(let id) = Self.connection(of: content) {
      switch content["event"] as? String {
      case "upstream_opened":
        tell { bridge, now in
          if other != nil { bridge.served(id, by: servedBy) }
          return other.map { bridge.asideOpened(id, movedTo: $0, at: now) } ?? bridge.asideOpened(id, at: now)
        }
      case "upstream_closed": tell { $0.asideClosed(id, code: code, reason: text, at: $1) }
      case "upstream_refused": tell { $0.asideRefused(id, status: status, body: Array(text.utf8), at: $1) }
      default: return false
      }
      return true
    }
    switch content["event"] as? String {
    case "upstream_opened":
      tell { bridge, now in
        if other != nil { bridge.served(by: servedBy) }
        return other.map { bridge.upstreamOpened(movedTo: $0, at: now) } ?? bridge.upstreamOpened(at: now)
      }
    case "upstream_closed":
      let hasOther = content["has_other"] as? Bool ?? false
      tell { $0.upstreamClosed(code: code, reason: text, hasOther: hasOther, at: $1) }
    case "upstream_refused": tell { $0.upstreamRefused(status: status, body: Array(text.utf8), at: $1) }
    case "client_lost": tell { $0.clientLost(at: $1) }
    case "client_returned":
      let known = content["last_event_id"] as? String
      tell { $0.clientReturned(token: Self.reattachToken, lastEventID: known, at: $1) }
    case "client_closed": tell { $0.clientClosed(at: $1) }
    case "client_stalled": tell { $0.writabilityChanged(of: .client, isWritable: false, at: $1) }
    case "client_drained": tell { $0.writabilityChanged(of: .client, isWritable: true, at: $1) }
    case "upstream_stalled": tell { $0.writabilityChanged(of: .upstream, isWritable: false, at: $1) }
    case "upstream_drained": tell { $0.writabilityChanged(of: .upstream, isWritable: true, at: $1) }
    case "draining": tell { $0.gatewayDraining(at: $1) }
    case "drain_timeout":
      let fault = Fault(.server, code: "server_draining", "The gateway is shutting down.")
      tell { $0.gatewayClosing(fault, code: 1012, at: $1) }
    default: return false
    }
    return true
  }
}
