package import NIOHTTP1

/// The server's side of the opening handshake (RFC 6455, 4.2), as functions of the request head.
package enum ServerHandshake {
  enum Request: Equatable {
    /// Does not ask for a WebSocket.
    case ordinary
    /// A correct handshake with this `Sec-WebSocket-Key`.
    case webSocket(key: String)
    /// Asks for a WebSocket, but wrongly.
    case malformed(HTTPRefusal)
  }

  /// Reads a request head.
  static func read(_ head: HTTPRequestHead) -> Request {
    let headers = head.headers
    guard contains(headers[canonicalForm: "upgrade"], "websocket") else { return .ordinary }
    guard head.method == .GET else { return malformed("the method must be GET, not \(head.method.rawValue)") }
    guard head.version == .http1_1 else { return malformed("HTTP/1.1 is required") }
    guard contains(headers[canonicalForm: "connection"], "upgrade") else {
      return malformed("the header Connection: Upgrade is missing; a proxy in between may have removed it")
    }
    guard headers["host"].count == 1 else { return malformed("exactly one Host header is required") }
    guard !headers.contains(name: "transfer-encoding"), headers["content-length"].allSatisfy({ $0 == "0" }) else {
      return malformed("the request must not have a body")
    }
    guard headers["sec-websocket-version"] == ["13"] else {
      return .malformed(
        HTTPRefusal(
          .upgradeRequired, headers: ["Sec-WebSocket-Version": "13", "Upgrade": "websocket"],
          text: "This server speaks WebSocket version 13 (RFC 6455) only: send Sec-WebSocket-Version: 13."))
    }
    let keys = headers["sec-websocket-key"]
    guard keys.count == 1, let key = keys.first, HandshakeKey.isValid(key) else {
      return malformed("exactly one Sec-WebSocket-Key of 16 bytes in base64 is required")
    }
    return .webSocket(key: key)
  }

  /// The subprotocols that the client offers, in its order of preference.
  package static func offeredSubprotocols(_ head: HTTPRequestHead) -> [String] {
    head.headers[canonicalForm: "sec-websocket-protocol"].map(String.init)
  }

  /// The 101 answer to `key`.
  static func acceptance(of key: String, subprotocol: String?, headers: HTTPHeaders) -> HTTPResponseHead {
    var headers = headers
    headers.replaceOrAdd(name: "Upgrade", value: "websocket")
    headers.replaceOrAdd(name: "Connection", value: "Upgrade")
    headers.replaceOrAdd(name: "Sec-WebSocket-Accept", value: HandshakeKey.answer(to: key))
    if let subprotocol { headers.replaceOrAdd(name: "Sec-WebSocket-Protocol", value: subprotocol) }
    return HTTPResponseHead(version: .http1_1, status: .switchingProtocols, headers: headers)
  }

  private static func contains(_ values: [Substring], _ token: String) -> Bool {
    values.contains { $0.lowercased() == token }
  }

  private static func malformed(_ reason: String) -> Request {
    .malformed(HTTPRefusal(.badRequest, text: "Not a correct WebSocket handshake: \(reason)."))
  }
}
