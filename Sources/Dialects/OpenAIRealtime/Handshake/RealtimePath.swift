/// The paths under which clients look for a realtime socket: they append `/realtime` to their base URL.
package enum RealtimePath: String, Equatable, Sendable, CaseIterable {
  case bare = "/realtime"
  case versioned = "/v1/realtime"
  /// How Azure-style clients call it.
  case azure = "/openai/v1/realtime"

  /// Slashes at the end do not count. Nil for any other path.
  package init?(path: String) {
    var path = Substring(path)
    while path.count > 1, path.last == "/" { path.removeLast() }
    self.init(rawValue: String(path))
  }
}
