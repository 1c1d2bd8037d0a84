package import Admission
internal import NIOConcurrencyHelpers
package import NIOCore
internal import WebSocket

/// The open sessions of the process: bounded, counted, and told when the process ends. Touched when a session begins
/// and when it ends, never in between.
package final class SessionRegistry: Sendable {
  private struct State: Sendable {
    var doorkeeper: Doorkeeper
    var channels: [ObjectIdentifier: any Channel] = [:]
    /// Calls whose clients are away, and how they learn that the process ends.
    var waiting: [ObjectIdentifier: @Sendable () -> Void] = [:]
    /// When the calls that are left will be cut off; nil: nobody shuts down.
    var drainEnd: ContinuousClock.Instant?
  }

  private let state: NIOLockedValueBox<State>
  private let metrics: GatewayMetrics
  /// Ends when no session is open and none will be opened any more.
  private let emptied: AsyncStream<Never>
  private let emptiedContinuation: AsyncStream<Never>.Continuation

  package init(_ doorkeeper: sending Doorkeeper, metrics: GatewayMetrics) {
    state = NIOLockedValueBox(State(doorkeeper: doorkeeper))
    self.metrics = metrics
    (emptied, emptiedContinuation) = AsyncStream.makeStream()
  }

  package var openSessions: Int { state.withLockedValue { $0.doorkeeper.gate.openSessions } }

  package var isDraining: Bool { state.withLockedValue { $0.doorkeeper.gate.isDraining } }

  /// The answer to keys alone; see `Doorkeeper`.
  package func refusal(forKeys keys: [String]) -> Refusal? {
    state.withLockedValue { $0.doorkeeper.refusal(forKeys: keys) }
  }

  /// The first of `keys` that opens the door by itself.
  func rightKey(among keys: [String]) -> String? {
    state.withLockedValue { $0.doorkeeper.rightKey(among: keys) }
  }

  /// See `Doorkeeper.refusal(ofReturn:origin:host:)`.
  func refusal(ofReturn credential: Doorkeeper.Credential, origin: String?, host: String?) -> Refusal? {
    state.withLockedValue { $0.doorkeeper.refusal(ofReturn: credential, origin: origin, host: host) }
  }

  /// See `Doorkeeper.rulesChanged`.
  func rulesChanged(keys: KeyRing, origins: OriginPolicy, capacity: Int, burden: Burden.Limits) {
    state.withLockedValue {
      $0.doorkeeper.rulesChanged(keys: keys, origins: origins, capacity: capacity, burden: burden)
    }
  }

  /// See `Burden.measured`. Returns why nobody is admitted from now on, if that is so.
  func measured(memoryBytes: Int?, lagMs: Int, busyPercent: Int = 0) -> Burden.Excess? {
    state.withLockedValue {
      $0.doorkeeper.measured(memoryBytes: memoryBytes, lagMs: lagMs, busyPercent: busyPercent)
      if case .overloaded(let excess, _) = $0.doorkeeper.gate.decision { return excess }
      return nil
    }
  }

  // MARK: Sessions

  /// A client asks to come in. If it is admitted it is counted; `sessionOpened` or `sessionWithdrawn` must follow.
  package func sessionRequested(_ request: Doorkeeper.Request, knownModels: [String]) -> Doorkeeper.Verdict {
    let (verdict, open) = state.withLockedValue {
      ($0.doorkeeper.sessionRequested(request, knownModels: knownModels), $0.doorkeeper.gate.openSessions)
    }
    if verdict == .admitted { metrics.openSessionsChanged(to: open) }
    return verdict
  }

  /// An admitted client has its connection, which holds the session's place until it ends.
  package func sessionOpened(on channel: any Channel) -> SessionPlace {
    let place = SessionPlace(in: self)
    connected(channel, place)
    return place
  }

  /// The client of a session has another connection. False: the session is over.
  func sessionReattached(on channel: any Channel, _ place: SessionPlace) -> Bool {
    guard place.held() else { return false }
    connected(channel, place)
    return true
  }

  private func connected(_ channel: any Channel, _ place: SessionPlace) {
    let id = ObjectIdentifier(channel)
    let isDraining = state.withLockedValue {
      $0.channels[id] = channel
      return $0.doorkeeper.gate.isDraining
    }
    // It came in just before the end began.
    if isDraining { Self.quiesce(channel) }
    channel.closeFuture.whenComplete { [self] _ in
      state.withLockedValue { $0.channels[id] = nil }
      place.left()
    }
  }

  /// See `SessionPlace`.
  func clientWent(_ place: SessionPlace, draining: @escaping @Sendable () -> Void) {
    let (isDraining, waiting) = state.withLockedValue {
      $0.waiting[ObjectIdentifier(place)] = draining
      return ($0.doorkeeper.gate.isDraining, $0.waiting.count)
    }
    metrics.detachedSessionsChanged(to: waiting)
    if isDraining { draining() }
  }

  func clientCameBack(_ place: SessionPlace) {
    waitEnded(place)
    metrics.sessionReattached()
  }

  func placeLeft(_ place: SessionPlace) {
    waitEnded(place)
    sessionWithdrawn()
  }

  private func waitEnded(_ place: SessionPlace) {
    let waiting: Int? = state.withLockedValue {
      $0.waiting.removeValue(forKey: ObjectIdentifier(place)) == nil ? nil : $0.waiting.count
    }
    if let waiting { metrics.detachedSessionsChanged(to: waiting) }
  }

  /// An admitted client did not get its session, or its session is over.
  package func sessionWithdrawn() {
    let (isLast, open) = state.withLockedValue {
      ($0.doorkeeper.sessionEnded(), $0.doorkeeper.gate.openSessions)
    }
    metrics.openSessionsChanged(to: open)
    if isLast { emptiedContinuation.finish() }
  }

  // MARK: The end

  /// From now on nobody is admitted, and every call is asked to come to its end.
  ///
  /// - Parameter timeout: until `cutOff`.
  package func beginDraining(within timeout: Duration) {
    let (isEmpty, channels, waiting) = state.withLockedValue {
      $0.drainEnd = .now + timeout
      return ($0.doorkeeper.drainingBegan(), Array($0.channels.values), Array($0.waiting.values))
    }
    if isEmpty { emptiedContinuation.finish() }
    for channel in channels { Self.quiesce(channel) }
    for draining in waiting { draining() }
  }

  /// How long the calls that are left may still take; nil: nobody shuts down.
  package var drainTimeLeft: Duration? {
    state.withLockedValue { $0.drainEnd }.map { max(.zero, $0 - .now) }
  }

  /// Returns when the last session of a draining process has ended, or when the task is cancelled.
  package func lastSessionEnded() async {
    for await _ in emptied {}
  }

  /// The clients that are left are told that it is over.
  func sayGoodbye() {
    for channel in state.withLockedValue({ Array($0.channels.values) }) {
      channel.pipeline.fireUserInboundEventTriggered(CutOffEvent())
    }
  }

  /// Ends the connections that are left, without a word.
  package func cutOff() {
    for channel in state.withLockedValue({ Array($0.channels.values) }) { channel.close(promise: nil) }
  }

  private static func quiesce(_ channel: any Channel) {
    channel.pipeline.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent())
  }
}
