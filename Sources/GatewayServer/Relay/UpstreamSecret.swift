internal import GoogleAuth

/// What a dial shows the upstream.
enum UpstreamSecret: Sendable {
  /// The route's own fixed token, or nothing.
  case none
  case apiKey(Secret)
  case google(TokenSource)
}
