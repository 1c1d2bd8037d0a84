internal import Conversation
internal import Dialects
internal import NIOCore
internal import WebSocket

/// The deployments that may serve one call, and the one that does.
final class CallDeployments {
  typealias MakeDialler = (ModelDeployment) throws(Fault) -> any WayDialler

  let terms: DialTerms
  let log: CallLog
  private let all: [ModelDeployment]
  private let loads: DeploymentLoads
  private let makeDialler: MakeDialler
  /// Where the call is, or was last, and where it began.
  private(set) var own: UpstreamWay
  private let first: String
  private var seat: DeploymentSeat
  /// Those that refused this call for good.
  private var refusing: Set<String> = []
  private var hasBegun = false
  /// The call's connection had been waiting, and has not served yet.
  private var isOnTrial = false

  /// - Parameter seat: at the deployment of `own`, one of `all`.
  init(
    _ all: [ModelDeployment], own: UpstreamWay, seat: DeploymentSeat, loads: DeploymentLoads, terms: DialTerms,
    log: CallLog, makeDialler: @escaping MakeDialler
  ) {
    self.all = all
    self.own = own
    first = own.deployment.id
    self.seat = seat
    self.loads = loads
    self.terms = terms
    self.log = log
    self.makeDialler = makeDialler
  }

  // MARK: Dialling

  /// The next connection of the call.
  func dial(
    to destination: Destination, on eventLoop: any EventLoop, delegate: any WebSocketDelegate,
    canServe: @escaping (any UpstreamDialect) -> Bool, completion: @escaping (UpstreamDial.Outcome) -> Void
  ) -> UpstreamDial {
    // What broke in waiting says nothing of the deployment: a new connection is to try it.
    let destination = isOnTrial && destination == .other ? .same : destination
    switch destination {
    case .same: break
    case .other: failed(own.deployment)
    case .onlyOther:
      failed(own.deployment)
      refusing.insert(own.deployment.id)
    }
    let plan = DialPlan(
      own: own, destination: destination, isPaced: hasBegun, isCounted: true, mayTakePrewarmed: !isOnTrial,
      canServe: canServe)
    hasBegun = true
    return UpstreamDial(self, plan, on: eventLoop, delegate: delegate, completion: completion)
  }

  /// A connection beside the call's own. What is asked there fails with it, so it has to be a new one.
  func dialAside(
    on eventLoop: any EventLoop, delegate: any WebSocketDelegate,
    canServe: @escaping (any UpstreamDialect) -> Bool, completion: @escaping (UpstreamDial.Outcome) -> Void
  ) -> UpstreamDial {
    let plan = DialPlan(
      own: own, destination: .same, isPaced: false, isCounted: false, mayTakePrewarmed: false, canServe: canServe)
    return UpstreamDial(self, plan, on: eventLoop, delegate: delegate, completion: completion)
  }

  /// The call is where `opened` leads.
  func settled(at opened: OpenedWay) {
    isOnTrial = opened.isPrewarmed
    guard let taken = opened.seat else { return }
    seat.left()
    seat = taken
    own = opened.way
  }

  /// What an answer from `deployment` says of it; nil: the client would think so anyway.
  func served(by deployment: ModelDeployment) -> ServedBy? {
    guard deployment.id != first || deployment.standIn > 0 else { return nil }
    return ServedBy(deployment: deployment.id, model: deployment.served)
  }

  /// The connection serves the call.
  func served() {
    isOnTrial = false
    seat.reached()
  }

  func failed(_ deployment: ModelDeployment) { loads.failed(deployment) }

  /// The call has ended. Once.
  func left() { seat.left() }

  /// Whether the call could go on elsewhere.
  func hasOther(canServe: (any UpstreamDialect) -> Bool) -> Bool {
    others(than: own, excluding: []).contains { way(to: $0, canServe) != nil }
  }

  // MARK: Choosing

  /// The best way that was not tried yet, with a place there if it needs one.
  func next(_ plan: DialPlan, excluding tried: Set<String>) -> (UpstreamWay, DeploymentSeat?)? {
    let isOwnLeft = !tried.contains(plan.own.deployment.id) && !refusing.contains(plan.own.deployment.id)
    var others = others(than: plan.own, excluding: tried)
    if isOwnLeft, plan.destination == .same {
      if loads.isSound(plan.own.deployment) { return (plan.own, nil) }
      // It may be back; another model is no better than one that may not.
      others.removeAll { !loads.isSound($0) || $0.standIn != plan.own.deployment.standIn }
    }
    while let seat = loads.take(among: others) {
      if let way = way(to: seat.deployment, plan.canServe) { return (way, counted(seat, plan)) }
      seat.left()
      others.removeAll { $0.id == seat.deployment.id }
    }
    return isOwnLeft ? (plan.own, nil) : nil
  }

  func pace(_ deployment: ModelDeployment) -> TimeAmount { loads.pace(deployment) }

  private func counted(_ seat: DeploymentSeat, _ plan: DialPlan) -> DeploymentSeat? {
    guard !plan.isCounted else { return seat }
    seat.left()
    return nil
  }

  private func others(than own: UpstreamWay, excluding tried: Set<String>) -> [ModelDeployment] {
    all.filter { $0.id != own.deployment.id && !tried.contains($0.id) && !refusing.contains($0.id) }
  }

  private func way(to deployment: ModelDeployment, _ canServe: (any UpstreamDialect) -> Bool) -> UpstreamWay? {
    guard let dialler = try? makeDialler(deployment), canServe(dialler.route.dialect) else { return nil }
    return UpstreamWay(deployment: deployment, dialler: dialler)
  }
}
