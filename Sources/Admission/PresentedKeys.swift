/// The keys that a request brings, from the three places where clients of OpenAI Realtime put them.
package enum PresentedKeys {
  /// More than this many are not looked at.
  package static let most = 4

  /// What browsers, which cannot set headers on a WebSocket, offer as a subprotocol.
  package static let subprotocolPrefix = "openai-insecure-api-key."

  /// - Parameters:
  ///   - authorization: values of the `Authorization` header; `Bearer KEY` counts, other schemes do not.
  ///   - apiKey: values of the `api-key` header.
  ///   - subprotocols: values of `Sec-WebSocket-Protocol`, split at commas or not.
  /// - Returns: the keys in this order, without repetition; empty if the request has none.
  package static func keys(authorization: [String], apiKey: [String], subprotocols: [String]) -> [String] {
    var keys: [String] = []
    func add(_ key: String) {
      if !key.isEmpty, keys.count < most, !keys.contains(key) { keys.append(key) }
    }
    for value in authorization {
      let parts = value.trimmingBlanks().split(separator: " ", maxSplits: 1)
      if parts.count == 2, parts[0].lowercased() == "bearer" { add(parts[1].trimmingBlanks()) }
    }
    for value in apiKey { add(value.trimmingBlanks()) }
    for token in tokens(subprotocols) where token.hasPrefix(subprotocolPrefix) {
      add(String(token.dropFirst(subprotocolPrefix.count)))
    }
    return keys
  }

  /// The client secret among `keys`, if there is one.
  package static func clientSecret(among keys: [String]) -> String? {
    keys.first { $0.hasPrefix(ClientSecret.prefix) && $0.utf8.count <= KeyRing.longestKey }
  }

  /// The subprotocol to select: `realtime` if it is offered. A browser fails a connection whose server names another;
  /// the key must not be echoed in any case.
  package static func selectedSubprotocol(offered: [String]) -> String? {
    tokens(offered).contains("realtime") ? "realtime" : nil
  }

  /// Header values as single tokens.
  private static func tokens(_ values: [String]) -> [String] {
    values.flatMap { $0.split(separator: ",") }.map { $0.trimmingBlanks() }
  }
}
