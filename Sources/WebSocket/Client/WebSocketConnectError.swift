package import NIOHTTP1

/// Why a WebSocket could not be opened.
package enum WebSocketConnectError: Error, Equatable, Sendable {
  /// What was being done when time ran out or the connection ended.
  package enum Phase: String, Equatable, Sendable {
    case connect = "the TCP connection"
    case proxy = "the proxy's answer"
    case tls = "the TLS handshake"
    case upgrade = "the server's answer to the WebSocket handshake"
  }

  /// An HTTP answer other than 101.
  package struct Answer: Equatable, Sendable {
    package var status: HTTPResponseStatus
    package var headers: HTTPHeaders
    /// The first 4 KiB of the body.
    package var body: [UInt8]

    package init(status: HTTPResponseStatus, headers: HTTPHeaders, body: [UInt8]) {
      self.status = status
      self.headers = headers
      self.body = body
    }
  }

  /// A URL or a header that cannot be used, and why.
  case badAddress(String)
  case dns(host: String, String)
  /// Nobody took the TCP connection.
  case refused(host: String, port: Int, String)
  case timeout(Phase)
  case tls(String)
  /// The proxy did not make a tunnel; its status, if it answered.
  case proxy(status: Int?, String)
  case answered(Answer)
  /// The answer is not one of a WebSocket server.
  case badHandshake(String)
  /// The connection ended in the middle.
  case closed(Phase, String)
  case cancelled

  /// Who was dialled may be somebody else by now, or gone.
  var doubtsAddress: Bool {
    switch self {
    case .refused, .timeout, .tls, .proxy(status: .none, _), .badHandshake, .closed: true
    case .badAddress, .dns, .proxy(status: .some, _), .answered, .cancelled: false
    }
  }
}

extension WebSocketConnectError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .badAddress(let reason): "this cannot be dialled: \(reason)"
    case .dns(let host, let text): "the name \(host) was not found (\(text)); check the name and this machine's DNS"
    case .refused(let host, let port, let text):
      "no connection to \(host) port \(port) (\(text)); check that it is running and that no firewall is in between"
    case .timeout(let phase): "the time ran out waiting for \(phase.rawValue)"
    case .tls(let text): "TLS failed: \(text)"
    case .proxy(.none, let text): "the proxy made no tunnel: \(text)"
    case .proxy(.some(let status), let text): "the proxy made no tunnel (HTTP \(status)): \(text)"
    case .answered(let answer):
      "the server answered HTTP \(answer.status.code) \(answer.status.reasonPhrase) instead of opening a WebSocket"
    case .badHandshake(let text): "the server is not a WebSocket server: \(text)"
    case .closed(let phase, let text):
      "the connection ended before \(phase.rawValue)" + (text.isEmpty ? "" : " (\(text))")
    case .cancelled: "cancelled"
    }
  }
}
