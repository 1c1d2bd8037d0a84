/// Paths as the routes know them.
enum RequestPath {
  /// Without the reverse proxy's prefix and without slashes at the end; the query stays.
  ///
  /// - Parameter prefix: `ListenerSettings.pathPrefix`; paths that do not begin with it are left alone.
  static func normalized(_ target: String, prefix: String) -> String {
    let end = target.utf8.firstIndex(of: UInt8(ascii: "?")) ?? target.endIndex
    var path = target[..<end]
    if !prefix.isEmpty, path.hasPrefix(prefix) {
      let rest = path.dropFirst(prefix.count)
      if rest.isEmpty || rest.hasPrefix("/") { path = rest }
    }
    while path.utf8.last == UInt8(ascii: "/") { path = path[..<path.utf8.index(before: path.endIndex)] }
    return (path.isEmpty ? "/" : String(path)) + target[end...]
  }
}
