internal import NIOConcurrencyHelpers
internal import NIOCore
internal import WebSocket

/// The connections that wait for the calls of one configuration. A call takes one of its own event loop, where both its
/// sockets have to live.
final class WarmPools: Sendable {
  private typealias Lines = [String: WarmLine]

  /// What waits on one event loop.
  private struct Place {
    let eventLoop: any EventLoop
    let lines: NIOLoopBound<Lines>
  }

  private enum Phase {
    case early
    case open([ObjectIdentifier: Place])
    case over
  }

  private let phase = NIOLockedValueBox(Phase.early)

  /// Dials what `deployments` want. Once.
  func begin(_ deployments: [ModelDeployment], site: WarmSite, on group: any EventLoopGroup) {
    phase.withLockedValue { $0 = .open([:]) }
    let loops = Array(group.makeIterator())
    for (index, loop) in loops.enumerated() {
      let shares = deployments.map { ($0, Self.share(of: $0.prewarm, at: index, among: loops.count)) }
        .filter { $0.1 > 0 }
      guard !shares.isEmpty else { continue }
      loop.execute { [self] in
        let named = shares.map { ($0.id, WarmLine($0, size: $1, site: site, on: loop)) }
        let lines = Lines(named) { first, _ in first }
        guard add(lines, on: loop) else { return }
        for line in lines.values { line.begin() }
      }
    }
  }

  /// Closes what waits, and dials no more.
  func end() {
    let places: [Place] = phase.withLockedValue { phase in
      defer { phase = .over }
      return switch phase {
      case .early, .over: []
      case .open(let places): Array(places.values)
      }
    }
    for place in places { place.eventLoop.execute { for line in place.lines.value.values { line.end() } } }
  }

  /// A connection to a deployment for a call on `eventLoop`, where this must be called. Nil: there is none.
  func take(_ deployment: String, on eventLoop: any EventLoop, for delegate: any WebSocketDelegate) -> WebSocketHandler?
  {
    let place: Place? = phase.withLockedValue {
      switch $0 {
      case .early, .over: nil
      case .open(let places): places[ObjectIdentifier(eventLoop)]
      }
    }
    return place?.lines.value[deployment]?.take(for: delegate)
  }

  /// How many of `count` connections wait on one of several loops.
  static func share(of count: Int, at index: Int, among loops: Int) -> Int {
    count / loops + (index < count % loops ? 1 : 0)
  }

  /// False: the end was quicker.
  private func add(_ lines: Lines, on loop: any EventLoop) -> Bool {
    let place = Place(eventLoop: loop, lines: NIOLoopBound(lines, eventLoop: loop))
    return phase.withLockedValue {
      switch $0 {
      case .early, .over: return false
      case .open(var places):
        places[ObjectIdentifier(loop)] = place
        $0 = .open(places)
        return true
      }
    }
  }
}
