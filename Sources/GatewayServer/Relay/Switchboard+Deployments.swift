internal import Conversation
internal import Dialects
internal import GoogleAuth
internal import Logging
internal import NIOCore
internal import NIOSSL
internal import WebSocket

/// What a call dials.
extension Switchboard {
  /// The deployments of a call, with a place at the best of those that can be dialled.
  func deployments(for request: CallRequest, log: CallLog) throws(Fault) -> CallDeployments {
    let terms = DialTerms(
      attempts: configuration.timings.handshakeAttempts,
      patience: TimeAmount(configuration.timings.handshakePatience), retries: retries)
    var left = request.deployments
    var fault = Self.full(request.model)
    while let seat = loads.take(among: left) {
      do throws(Fault) {
        let own = UpstreamWay(deployment: seat.deployment, dialler: try dialler(for: seat.deployment))
        return CallDeployments(request.deployments, own: own, seat: seat, loads: loads, terms: terms, log: log) {
          (deployment) throws(Fault) in try dialler(for: deployment)
        }
      } catch {
        seat.left()
        fault = error
        left.removeAll { $0.id == seat.deployment.id }
      }
    }
    throw fault
  }

  private static func full(_ model: String) -> Fault {
    Fault(
      .rateLimit, code: "rate_limit_exceeded",
      "Every deployment of '\(model)' has as many sessions as it may have. Try again in a moment.")
  }

  func dialler(for deployment: ModelDeployment) throws(Fault) -> UpstreamDialler {
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
      let warm = deployment.prewarm > 0 ? (warm, deployment.id) : nil
      return UpstreamDialler(route: route, secret: secret, connector: connector, warm: warm)
    } catch {
      logger.error("Upstream TLS settings cannot be used", metadata: ["error": "\(error)"])
      throw Fault(
        .server, code: "server_error", "The gateway's TLS settings for this model cannot be used; its log says why.")
    }
  }

  func route(to deployment: ModelDeployment, project: String?, quotaProject: String?) throws(Fault)
    -> UpstreamRoute
  {
    do throws(InvalidOption) {
      let way = RouteBook.Way(
        deployment: deployment.id, model: deployment.model, project: project, quotaProject: quotaProject)
      return try routes.route(way) { () throws(InvalidOption) in
        try deployment.route(
          credentialProject: project, quotaProject: quotaProject, simulator: simulator, shared: configuration.upstream)
      }
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
