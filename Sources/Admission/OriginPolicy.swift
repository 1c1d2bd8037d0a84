/// Which web pages may connect. A browser sends cookies and reaches private networks on behalf of any page, and states
/// that page in `Origin`; other programs send no `Origin` and are not concerned.
package struct OriginPolicy: Equatable, Sendable {
  private let allowed: [Pattern]

  /// - Parameter allowed: `*`, `https://app.example.com`, `https://*.example.com`, each with an optional port. What is
  ///   no pattern is left out; ask `isPattern` first.
  package init(allowed: [String] = []) {
    self.allowed = allowed.compactMap { Pattern($0) }
  }

  package static func isPattern(_ text: String) -> Bool {
    Pattern(text) != nil
  }

  /// - Parameters:
  ///   - origin: the `Origin` header; nil if the request has none.
  ///   - host: host and port that the client addressed: `Host`, or `X-Forwarded-Host` of a trusted proxy.
  package func admits(origin: String?, host: String?) -> Bool {
    guard let origin else { return true }
    guard let page = WebOrigin(origin) else { return allowed.contains(.any) }
    if let host, page.isAt(host) { return true }
    return allowed.contains { $0.matches(page) }
  }

  private enum Pattern: Equatable, Sendable {
    case any
    case exactly(WebOrigin)
    /// Any host below `domain` (not the domain itself).
    case below(domain: WebOrigin)

    init?(_ text: String) {
      if text == "*" {
        self = .any
      } else if let star = text.firstRange(of: "://*.") {
        guard let domain = WebOrigin(text[..<star.lowerBound] + "://" + text[star.upperBound...]) else { return nil }
        self = .below(domain: domain)
      } else {
        guard let origin = WebOrigin(text) else { return nil }
        self = .exactly(origin)
      }
    }

    func matches(_ page: WebOrigin) -> Bool {
      switch self {
      case .any: true
      case .exactly(let origin): page == origin
      case .below(let domain):
        page.scheme == domain.scheme && page.port == domain.port && page.host.hasSuffix("." + domain.host)
      }
    }
  }
}
