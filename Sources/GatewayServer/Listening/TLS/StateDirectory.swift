internal import FoundationEssentials

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// Where the gateway keeps what it makes by itself and needs again at the next start.
package struct StateDirectory: Equatable, Sendable {
  package let path: String

  package init(path: String) {
    self.path = path
  }

  /// `parley-state` beside the configuration file; without one, `parley` in the user's state directory.
  package static func usual(configurationFile: String?, environment: [String: String]) -> StateDirectory {
    func value(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
    if let configurationFile {
      let parts = configurationFile.split(separator: "/", omittingEmptySubsequences: false).dropLast()
      let folder = parts.isEmpty ? "." : parts.joined(separator: "/")
      return StateDirectory(path: folder + "/parley-state")
    }
    if let state = value("XDG_STATE_HOME"), state.hasPrefix("/") { return StateDirectory(path: state + "/parley") }
    if let home = value("HOME") { return StateDirectory(path: home + "/.local/state/parley") }
    return StateDirectory(path: "parley-state")
  }

  package func path(of name: String) -> String { path + "/" + name }

  /// The text of a file; nil if there is none.
  package func read(_ name: String) -> String? {
    FileManager.default.contents(atPath: path(of: name)).map { String(decoding: $0, as: UTF8.self) }
  }

  /// Writes a file under another name first, so that nobody sees half of it; creates the directory (mode 0700).
  ///
  /// - Parameter mode: permissions, such as 0o600, from the first byte on.
  package func save(_ text: String, as name: String, mode: UInt16) throws(StateDirectoryError) {
    do {
      try FileManager.default.createDirectory(
        atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      throw StateDirectoryError(path: path, reason: "it cannot be made")
    }
    let new = path(of: ".\(name).\(getpid())")
    _ = unlink(new)
    let file = open(new, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode_t(mode))
    guard file >= 0 else { throw failure(writing: name) }
    // The mode again: `open` applies the process's umask.
    var isWritten = fchmod(file, mode_t(mode)) == 0 && OpenFile.writeAll(Array(text.utf8), to: file) && fsync(file) == 0
    isWritten = close(file) == 0 && isWritten
    guard isWritten, rename(new, path(of: name)) == 0 else {
      let error = failure(writing: name)
      _ = unlink(new)
      throw error
    }
  }

  private func failure(writing name: String) -> StateDirectoryError {
    StateDirectoryError(path: path(of: name), reason: String(cString: strerror(errno)))
  }
}

/// The state directory cannot be used.
package struct StateDirectoryError: Error, Equatable, Sendable, CustomStringConvertible {
  package var path: String
  package var reason: String

  package var description: String {
    "cannot write \(path) (\(reason)); make its directory writable, or set tls.certificate and tls.private_key"
  }
}
