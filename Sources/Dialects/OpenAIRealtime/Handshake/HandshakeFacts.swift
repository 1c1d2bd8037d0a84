/// What a client's upgrade request says, as far as it tells which client this is. Holds no key: credentials are not
/// among the headers kept, and a subprotocol that carries one is left out.
package struct HandshakeFacts: Equatable, Sendable {
  /// The path without query and percent-encoding.
  package var path: String
  /// Query items in their order, decoded; a repeated name comes each time.
  package var query: [QueryItem]
  /// The subprotocols offered, in their order.
  package var subprotocols: [String]
  /// The headers that recognition knows, with lower-case names.
  package var headers: [String: String]

  package struct QueryItem: Equatable, Sendable {
    package var name: String
    package var value: String
  }

  /// `target` as in the request line (`/realtime?model=x`), `headers` as received, names in any case.
  package init(target: String, headers: some Sequence<(name: String, value: String)>) {
    let parts = target[...].cut(at: UInt8(ascii: "?"))
    path = QueryText.decoded(parts.before, plusIsSpace: false)
    query = parts.behind.map(QueryText.items) ?? []
    subprotocols = []
    self.headers = [:]
    for (name, value) in headers { keep(name.lowercased(), value) }
  }

  /// The first query item of that name that is not empty.
  package func queryValue(_ name: String) -> String? {
    query.first { $0.name == name && !$0.value.isEmpty }?.value
  }

  private mutating func keep(_ name: String, _ value: String) {
    if name == "sec-websocket-protocol" {
      subprotocols += value.split(separator: ",").map { $0.drop { $0 == " " } }
        .map { String($0.prefix { $0 != " " }) }
        .filter { !$0.isEmpty && !$0.hasPrefix(HandshakeFacts.keyProtocol) }
    } else if HandshakeFacts.known.contains(name) || name.hasPrefix("x-stainless-") {
      headers[name] = headers[name].map { $0 + ", " + value } ?? value
    }
  }

  /// How browsers carry a key, which they cannot put into a header.
  private static let keyProtocol = "openai-insecure-api-key."
  private static let known: Set = ["openai-beta", "user-agent", "x-openai-agents-sdk"]
}
