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
  private var upstreams: UpstreamConnectors
  private let simulator: UpstreamAddress?
  private let loads: DeploymentLoads
  private let retries = RetryPurse()
  private let numbers = CallNumbers()
  private let metrics: GatewayMetrics
  let logger: Logger
  private let unixTime: @Sendable () -> Int

  /// - Parameters:
  ///   - simulator: Where the embedded simulator listens; nil if no model needs it.
  ///   - unixTime: Seconds since 1970.
  package init(
    configuration: GatewayConfiguration, credentials: CredentialPool, upstreams: UpstreamConnectors,
    simulator: UpstreamAddress?, metrics: GatewayMetrics, logger: Logger, unixTime: @escaping @Sendable () -> Int
  ) {
    self.configuration = configuration
    loads = DeploymentLoads(cooldown: configuration.upstream.cooldown)
    self.credentials = credentials
    self.upstreams = upstreams
    self.simulator = simulator
    self.metrics = metrics
    self.logger = logger
    self.unixTime = unixTime
  }

  /// For calls under another configuration; what is counted goes on being counted.
  package func reconfigured(_ configuration: GatewayConfiguration, upstreams: UpstreamConnectors) -> Switchboard {
    var other = self
    other.configuration = configuration
    other.upstreams = upstreams
    return other
  }

  package func hasRoom(for deployments: [ModelDeployment]) -> Bool { loads.hasRoom(deployments) }

  package func startCall(_ request: CallRequest, client: WebSocketHandler) -> any WebSocketDelegate {
    var identifiers = Identifiers(prefix: numbers.nextPrefix(), width: 8)
    var logger = logger
    let sessionID = identifiers.next("sess")
    logger[metadataKey: "session"] = "\(sessionID)"
    let log = CallLog(logger, metrics: metrics)
    do throws(Fault) {
      guard let deployment = loads.choose(among: request.deployments) else { throw Self.full(request.model) }
      log.begun(request, deployment: deployment)
      let dialler = try dialler(for: deployment, log: log)
      let clock = CallClock(unixSeconds: unixTime())
      let identity = SessionIdentity(
        sessionID: sessionID, conversationID: identifiers.next("conv"), model: request.model)
      let upstream = dialler.route.dialect
      let session = try Session(
        identity: identity, claim: request.claim, defaults: request.defaults,
        settings: SessionSettings(configuration), capabilities: upstream.capabilities, identifiers: identifiers,
        at: clock.now, negotiate: { (wish) throws(Fault) in try upstream.negotiate(wish) })
      let dialect = OpenAIRealtime(
        claim: request.claim, eventPrefix: identifiers.prefix, numberWidth: identifiers.width)
      let relay = Relay(
        bridge: Bridge(session: session, client: dialect, upstream: upstream), client: client, dialler: dialler,
        log: log, limits: RelayLimits(configuration.limits), clock: clock, seat: loads.began(deployment))
      relay.capture = capture(request, deployment, identifiers: identifiers, sessionID: sessionID)
      relay.begin()
      return RelaySocket(.client, of: relay)
    } catch {
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

  private static func full(_ model: String) -> Fault {
    Fault(
      .rateLimit, code: "rate_limit_exceeded",
      "Every deployment of '\(model)' has as many sessions as it may have. Try again in a moment.")
  }

  // MARK: The upstream

  private func dialler(for deployment: ModelDeployment, log: CallLog) throws(Fault) -> UpstreamDialler {
    let found = credentials.credential(for: deployment)
    let route = try route(to: deployment, project: found?.project, quotaProject: found?.source.quotaProject)
    let secret: UpstreamSecret
    if let key = deployment.apiKey {
      secret = .apiKey(key)
    } else if let found {
      secret = .google(found.source)
    } else if deployment.needsGoogleCredential {
      throw Fault(
        .server, code: "server_error",
        "The gateway has no Google credentials for this model yet; its log says why. Try again in a moment, or "
          + "have its operator run 'parley check --connect'.")
    } else {
      secret = .none
    }
    do throws(WebSocketConnectError) {
      let connector = try upstreams.connector(caFile: deployment.caFile ?? configuration.upstream.caFile)
      return UpstreamDialler(
        route: route, secret: secret, connector: connector, maximumAttempts: configuration.timings.handshakeAttempts,
        retries: retries, log: log)
    } catch {
      logger.error("Upstream TLS settings cannot be used", metadata: ["error": "\(error)"])
      throw Fault(
        .server, code: "server_error", "The gateway's TLS settings for this model cannot be used; its log says why.")
    }
  }

  private func route(to deployment: ModelDeployment, project: String?, quotaProject: String?) throws(Fault)
    -> UpstreamRoute
  {
    do throws(InvalidOption) {
      return try deployment.route(
        credentialProject: project, quotaProject: quotaProject, simulator: simulator, shared: configuration.upstream)
    } catch {
      logger.error(
        "A model's entry cannot be used",
        metadata: ["deployment": "\(deployment.id)", "option": "\(error.option)", "problem": "\(error.message)"])
      throw Fault(
        .server, code: "server_error",
        "The gateway's configuration of this model cannot be used (\(error.option)): \(error.message)")
    }
  }
}
