package import Admission
package import Conversation
package import Dialects
internal import GoogleAuth
package import Logging
internal import NIOCore
internal import NIOSSL
package import WebSocket

/// Turns an admitted client into a call: chooses the deployment, makes the dialects and the session, and starts the
/// relay.
package struct Switchboard: CallStarter {
  private(set) var configuration: GatewayConfiguration
  let credentials: CredentialPool
  private(set) var upstreams: UpstreamConnectors
  let simulator: UpstreamAddress?
  private(set) var routes = RouteBook()
  let loads: DeploymentLoads
  let retries = RetryPurse()
  /// Connections for the calls of this configuration.
  private(set) var warm = WarmPools()
  let warmLedger: WarmLedger
  private let numbers = CallNumbers()
  private let reattachments: ReattachDesk
  private let metrics: GatewayMetrics
  let logger: Logger
  private let unixTime: @Sendable () -> Int

  /// - Parameters:
  ///   - reattachStore: Where it is kept who may come back to a session; nil: in this process.
  ///   - simulator: Where the embedded simulator listens; nil if no model needs it.
  ///   - unixTime: Seconds since 1970.
  package init(
    configuration: GatewayConfiguration, credentials: CredentialPool, upstreams: UpstreamConnectors,
    reattachStore: (any ReattachStore)? = nil, simulator: UpstreamAddress?, metrics: GatewayMetrics, logger: Logger,
    unixTime: @escaping @Sendable () -> Int
  ) {
    self.configuration = configuration
    loads = DeploymentLoads(cooldown: configuration.upstream.cooldown)
    reattachments = ReattachDesk(store: reattachStore ?? InMemoryReattachTickets(), logger: logger)
    warmLedger = WarmLedger(metrics: metrics, logger: logger)
    self.credentials = credentials
    self.upstreams = upstreams
    self.simulator = simulator
    self.metrics = metrics
    self.logger = logger
    self.unixTime = unixTime
  }

  /// For calls under another configuration; what is counted goes on being counted.
  package func reconfigured(_ configuration: GatewayConfiguration) -> Switchboard {
    var other = self
    other.configuration = configuration
    other.warm = WarmPools()
    other.routes = RouteBook()
    other.upstreams = upstreams.renewed(timings: configuration.timings, limits: configuration.limits)
    loads.retuned(cooldown: configuration.upstream.cooldown)
    return other
  }

  package func hasRoom(for deployments: [ModelDeployment]) -> Bool { loads.hasRoom(deployments) }

  package func wayBack(to sessionID: String) async throws(Admission.Refusal) -> WayBack? {
    try await reattachments.wayBack(to: sessionID)
  }

  package func startCall(
    _ request: CallRequest, client: WebSocketHandler, place: SessionPlace
  ) -> any WebSocketDelegate {
    var identifiers = Identifiers(prefix: numbers.nextPrefix(), width: 8)
    var logger = logger
    let sessionID = identifiers.next("sess")
    logger[metadataKey: "session"] = "\(sessionID)"
    let log = CallLog(logger, metrics: metrics)
    let deployments: CallDeployments
    do throws(Fault) {
      deployments = try self.deployments(for: request, log: log)
    } catch {
      return RefusedCall(request.defaults.pins.redacted(error), claim: request.claim, client: client, log: log)
    }
    do throws(Fault) {
      let deployment = deployments.own.deployment
      log.begun(request, deployment: deployment)
      let clock = CallClock(unixSeconds: unixTime())
      let identity = SessionIdentity(
        sessionID: sessionID, conversationID: identifiers.next("conv"), model: request.model)
      let upstream = deployments.own.dialect
      let token = configuration.timings.reattachWindow.map { _ in ReattachDesk.makeToken() }
      let session = try Session(
        identity: identity, claim: request.claim, defaults: request.defaults,
        settings: SessionSettings(configuration, servedBy: request.deployments), capabilities: upstream.capabilities,
        identifiers: identifiers,
        reattachToken: token, at: clock.now, negotiate: { (wish) throws(Fault) in try upstream.negotiate(wish) })
      let dialect = OpenAIRealtime(
        claim: request.claim, eventPrefix: identifiers.prefix, numberWidth: identifiers.width)
      let relay = Relay(
        bridge: Bridge(session: session, client: dialect, upstream: upstream), on: client.eventLoop,
        deployments: deployments, log: log, limits: RelayLimits(configuration.limits), clock: clock)
      relay.capture = capture(request, deployments, identifiers: identifiers, sessionID: sessionID)
      if let token, place.held() {
        let ticket = ReattachTicket(token: SecretDigest(of: token), holder: request.holder)
        relay.entry = reattachments.began(relay, sessionID: sessionID, ticket: ticket, place: place)
      }
      let listener = relay.clientCame(on: client)
      relay.begin()
      return listener
    } catch {
      deployments.left()
      return RefusedCall(request.defaults.pins.redacted(error), claim: request.claim, client: client, log: log)
    }
  }

  package func effective(
    _ defaults: SessionDefaults, under contract: ClientContract, on deployments: [ModelDeployment]
  ) throws(Fault) -> SessionConfiguration {
    var effective: SessionConfiguration?
    for deployment in deployments {
      // The project is part of the setup, which is thrown away.
      let project = credentials.credential(for: deployment)?.project ?? "any"
      let dialect = try route(to: deployment, project: project, quotaProject: nil).dialect
      let agreed = try dialect.negotiate(defaults.configuration(under: contract))
      effective = effective ?? agreed.effective
    }
    return effective ?? defaults.configuration(under: contract)
  }
}
