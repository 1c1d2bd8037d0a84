internal import Synchronization

/// The edition that new connections get.
final class Editions: Sendable {
  private let latest: Mutex<Edition>

  init(_ first: Edition) { latest = Mutex(first) }

  var current: Edition { latest.withLock { $0 } }

  func publish(_ edition: Edition) { latest.withLock { $0 = edition } }
}
