import Foundation
import GatewayServer

/// How `parley reload` finds the gateway that serves a configuration, and learns what it answered: a lock in the state
/// directory, which the system takes back when the process ends, and a file with the last outcome beside it.
final class Control: Sendable {
  private static let lockFile = "parley.lock"
  private static let outcomeFile = "parley.reload"

  private let state: StateDirectory
  private let file: Int32

  /// - Parameter configurationFile: nil: there is none.
  /// - Returns: nil: another process uses this state directory, or it cannot be written.
  init?(_ state: StateDirectory, configurationFile: String?) {
    try? FileManager.default.createDirectory(
      atPath: state.path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    let file = open(state.path(of: Self.lockFile), O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard file >= 0 else { return nil }
    var lock = Self.wholeFile
    guard fcntl(file, F_SETLK, &lock) == 0 else {
      close(file)
      return nil
    }
    self.state = state
    self.file = file
    // Several configurations may lie in one folder.
    let name = Array((configurationFile.map(Self.absolute) ?? "").utf8)
    _ = ftruncate(file, 0)
    _ = name.withUnsafeBytes { pwrite(file, $0.baseAddress, $0.count, 0) }
  }

  deinit { close(file) }

  func reloaded(number: Int, _ outcome: ReloadOutcome) {
    let (word, text) =
      switch outcome {
      case .taken(let warnings): ("taken", warnings)
      case .refused(let problem): ("refused", problem)
      }
    try? state.save("\(getpid()) \(number) \(word)\n\(text)", as: Self.outcomeFile, mode: 0o600)
  }

  // MARK: From another process

  /// The process that serves the configuration of this state directory; nil: none does.
  static func holder(of state: StateDirectory) -> pid_t? {
    let file = open(state.path(of: lockFile), O_RDWR | O_NOFOLLOW | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var lock = wholeFile
    guard fcntl(file, F_GETLK, &lock) == 0, Int32(lock.l_type) != Int32(F_UNLCK), lock.l_pid > 0 else { return nil }
    return lock.l_pid
  }

  /// The file that the holder was started with, absolute; nil: it does not say.
  static func configurationFile(of state: StateDirectory) -> String? {
    state.read(lockFile).flatMap { $0.isEmpty ? nil : $0 }
  }

  static func absolute(_ file: String) -> String { URL(filePath: file).absoluteURL.standardizedFileURL.path }

  /// Whether `process` runs the same program as this one; true where the system does not tell.
  static func isGateway(_ process: pid_t) -> Bool {
    func program(_ process: String) -> String? {
      let link = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(process)/exe")
      // A program that was replaced while it runs is still the same.
      return link.map { URL(filePath: $0.replacing(" (deleted)", with: "")).lastPathComponent }
    }
    guard let ours = program("self"), FileManager.default.fileExists(atPath: "/proc/\(process)") else { return true }
    return program(String(process)) == ours
  }

  struct Outcome: Equatable {
    /// Tells one reload from the next.
    var mark: String
    var reload: ReloadOutcome
  }

  static func lastOutcome(in state: StateDirectory) -> Outcome? {
    guard let text = state.read(outcomeFile) else { return nil }
    let lines = text.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
    let rest = String(lines.dropFirst().first ?? "")
    return Outcome(
      mark: String(lines[0]), reload: lines[0].hasSuffix(" taken") ? .taken(warnings: rest) : .refused(rest))
  }

  private static var wholeFile: flock {
    var lock = flock()
    lock.l_type = Int16(F_WRLCK)
    lock.l_whence = Int16(SEEK_SET)
    return lock
  }
}
