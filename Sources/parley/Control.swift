import Foundation
import GatewayServer

/// How `parley reload` finds the gateway that serves a configuration, and learns what it answered: a lock in the state
/// directory, which the system takes back when the process ends, and a file with the last outcome beside it.
final class Control: Sendable {
  private static let lockFile = "parley.lock"
  private static let outcomeFile = "parley.reload"

  private let state: StateDirectory
  private let file: Int32

  /// Nil: another process serves this configuration, or the state directory cannot be written.
  init?(_ state: StateDirectory) {
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
