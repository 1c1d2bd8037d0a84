internal import Dialects
internal import NIOConcurrencyHelpers

/// The routes of one configuration, worked out once: all calls then share the texts in them.
final class RouteBook: Sendable {
  struct Way: Hashable {
    let deployment: String
    /// Its own, or where it has a `*`, the one that the client asked for.
    let model: String
    /// What the credential says, which may be found late.
    let project: String?
    let quotaProject: String?
  }

  /// Clients choose the names that a `*` takes.
  private static let capacity = 1_000

  private let known = NIOLockedValueBox<[Way: UpstreamRoute]>([:])

  func route(
    _ way: Way, make: () throws(InvalidOption) -> UpstreamRoute
  ) throws(InvalidOption) -> UpstreamRoute {
    if let route = known.withLockedValue({ $0[way] }) { return route }
    let made = try make()
    known.withLockedValue { if $0.count < Self.capacity { $0[way] = made } }
    return made
  }
}
