internal import NIOConcurrencyHelpers

/// The edition that new connections get.
final class Editions: Sendable {
  private let latest: NIOLockedValueBox<Edition>

  init(_ first: Edition) { latest = NIOLockedValueBox(first) }

  var current: Edition { latest.withLockedValue { $0 } }

  func publish(_ edition: Edition) { latest.withLockedValue { $0 = edition } }
}
