internal import NIOConcurrencyHelpers

/// A session's place among the open ones. Each connection of its client holds it and, where the client may come back, the call
/// does too; it is free when the last of them has left.
package final class SessionPlace: Sendable {
  private let registry: SessionRegistry
  private let holders = NIOLockedValueBox(1)

  /// Held once.
  init(in registry: SessionRegistry) { self.registry = registry }

  /// Holds it as well. False: it is free already, and the session is over.
  func held() -> Bool {
    holders.withLockedValue {
      guard $0 > 0 else { return false }
      $0 += 1
      return true
    }
  }

  /// One of its holders does not need it any more.
  func left() {
    let isFree = holders.withLockedValue {
      $0 -= 1
      return $0 == 0
    }
    if isFree { registry.placeLeft(self) }
  }

  /// No connection is left; the call waits for its client.
  ///
  /// - Parameter draining: called when the process ends, since no connection tells the call then.
  func clientWent(draining: @escaping @Sendable () -> Void) { registry.clientWent(self, draining: draining) }

  func clientCameBack() { registry.clientCameBack(self) }
}
