import NIOHTTP1

/// Whether a connection is let in: the path, and the credential that belongs to it.
struct HandshakeJudge: Sendable {
  /// Nil accepts any that is not empty.
  let acceptedTokens: Set<String>?

  /// - Parameter target: the request line's, path and query.
  func judge(
    target: String, _ headers: HTTPHeaders
  ) throws(GoogleHTTPError) -> (surface: Surface, version: String) {
    let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    guard let found = Surface.of(path: String(parts.first ?? "")) else { throw .notFound }
    let key = headers.first(name: "x-goog-api-key")
    switch found.surface {
    case .vertex:
      // With a key it is Vertex in express mode.
      guard accepts(Self.bearerToken(headers.first(name: "authorization")) ?? key) else { throw .unauthenticated }
    case .aiStudio:
      let query = parts.count > 1 ? String(parts[1]) : ""
      guard accepts(key ?? Self.value(of: "key", in: query)) else { throw .invalidKey }
    }
    return found
  }

  private func accepts(_ token: String?) -> Bool {
    guard let token, !token.isEmpty else { return false }
    return acceptedTokens?.contains(token) ?? true
  }

  private static func bearerToken(_ header: String?) -> String? {
    guard let header, header.lowercased().hasPrefix("bearer ") else { return nil }
    return header.dropFirst(7).filter { $0 != " " }
  }

  private static func value(of name: String, in query: String) -> String? {
    for pair in query.split(separator: "&") {
      let parts = pair.split(separator: "=", maxSplits: 1)
      if parts.count == 2, parts[0] == name { return String(parts[1]) }
    }
    return nil
  }
}
