import Synchronization

@testable import parley

/// A console that remembers.
final class SpokenText: Sendable {
  private let lines = Mutex<(results: [String], complaints: [String])>(([], []))

  var console: Console {
    Console(
      write: { line in self.lines.withLock { $0.results.append(line) } },
      complain: { line in self.lines.withLock { $0.complaints.append(line) } })
  }

  var results: String { lines.withLock { $0.results.joined(separator: "\n") } }
  var complaints: String { lines.withLock { $0.complaints.joined(separator: "\n") } }
}
