/// Paths as the routes know them.
enum RequestPath {
  /// Without the reverse proxy's prefix and without slashes at the end; the query stays.
  ///
  /// - Parameter prefix: `ListenerSettings.pathPrefix`; paths that do not begin with it are left alone.
  static func normalized(_ target: String, prefix: String) -> String {
    let end = target.firstIndex(of: "?") ?? target.endIndex
    var path = target[..<end]
    if !prefix.isEmpty, path.hasPrefix(prefix) {
      let rest = path.dropFirst(prefix.count)
      if rest.isEmpty || rest.hasPrefix("/") { path = rest }
    }
    while path.hasSuffix("/") { path.removeLast() }
    return (path.isEmpty ? "/" : String(path)) + target[end...]
  }
}
