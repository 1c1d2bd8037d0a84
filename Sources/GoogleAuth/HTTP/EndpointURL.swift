internal import FoundationEssentials

/// A URL that credentials are sent to: https, or http to this machine only.
struct EndpointURL: Sendable, Hashable {
  let text: String
  /// Without port; an IPv6 address in brackets.
  let host: String

  /// - Parameter key: the file's key, for the error.
  init(_ text: String, key: String) throws(FileProblem) {
    guard let parts = URLComponents(string: text), let scheme = parts.scheme?.lowercased(),
      let host = parts.host, !host.isEmpty
    else { throw .badValue(key: key, reason: "is not a URL") }
    guard scheme == "https" || (scheme == "http" && Self.isLoopback(host)) else {
      throw .badValue(key: key, reason: "must be an https URL (http only to this machine)")
    }
    self.text = text
    self.host = host
  }

  /// One of ours, known to be right.
  init(wellKnown host: String, path: String) {
    text = "https://\(host)\(path)"
    self.host = host
  }

  static func isLoopback(_ host: String) -> Bool {
    if host == "localhost" || host == "[::1]" || host == "::1" { return true }
    let bytes = host.split(separator: ".", omittingEmptySubsequences: false)
    return bytes.count == 4 && bytes[0] == "127" && bytes.allSatisfy { UInt8($0) != nil }
  }
}
