internal import Admission
internal import Dialects
internal import Logging
internal import NIOCore
internal import NIOHTTP1
internal import WebSocket

/// Decides over WebSocket handshakes: who may come in, and as what. The routes ask it about keys.
struct Reception: Sendable {
  let settings: ListenerSettings
  let models: ModelTable
  let sessions: SessionRegistry
  let calls: any CallStarter
  /// How the sockets of clients behave.
  let socket: WebSocketConfiguration
  let metrics: GatewayMetrics
  let logger: Logger

  /// The answer to a correct handshake; on the channel's event loop. An admitted one counts as an open session until
  /// the channel closes.
  func decide(_ head: HTTPRequestHead, _ channel: any Channel) -> UpgradeDecision {
    let arrival = Arrival(
      target: head.uri, headers: head.headers.map { ($0.name, $0.value) }, host: head.headers.first(name: "host"),
      peer: channel.peerAddress, isTLS: TLSSniffHandler.isSecure(channel),
      settings: settings)
    switch admit(arrival) {
    case .failure(let refusal):
      metrics.sessionRefused(RefusalReason(refusal))
      logger.info("Session refused", metadata: Self.metadata(refusal, arrival))
      return .refuse(refusal.httpRefusal)
    case .success(let admission):
      sessions.sessionOpened(on: channel)
      return .accept(
        UpgradeAcceptance(
          subprotocol: admission.subprotocol, configuration: socket,
          makeDelegate: { calls.startCall(admission.call, client: $0) }))
    }
  }

  /// When a client may try again whose model has no deployment with room.
  private static let retryAfterSeconds = 5

  /// What an admitted client gets.
  struct Admission: Equatable, Sendable {
    var call: CallRequest
    var subprotocol: String?
  }

  /// Room, key, model and origin first (`Doorkeeper`), then what else is wrong with the request. A success has been
  /// counted: `sessions` must be told when it ends.
  func admit(_ arrival: Arrival) -> Result<Admission, Refusal> {
    let wish = read(arrival)
    let deployments = (try? wish.get()).flatMap { models.deployments(for: $0.model) }
    let request = Doorkeeper.Request(
      keys: arrival.keys, model: requestedModel(wish, isServed: deployments != nil), origin: arrival.origin,
      host: arrival.client.host)
    switch sessions.sessionRequested(request, knownModels: models.names) {
    case .refused(let refusal): return .failure(refusal)
    case .admitted: break
    }
    switch wish {
    case .failure(let refusal):
      sessions.sessionWithdrawn()
      return .failure(refusal)
    case .success(let handshake):
      guard calls.hasRoom(for: deployments ?? []) else {
        sessions.sessionWithdrawn()
        return .failure(.full(retryAfterSeconds: Self.retryAfterSeconds))
      }
      return .success(admission(handshake, deployments ?? [], arrival))
    }
  }

  private func read(_ arrival: Arrival) -> Result<HandshakeRequest, Refusal> {
    guard let path = RealtimePath(path: arrival.facts.path) else {
      return .failure(.unknownPath(arrival.facts.path))
    }
    do {
      return .success(try HandshakeRequest(arrival.facts, at: path))
    } catch {
      return .failure(Refusal(error))
    }
  }

  /// What the doorkeeper is to say about the model. A request that is wrong otherwise counts as one for a known model:
  /// its own refusal comes after those of the doorkeeper.
  private func requestedModel(
    _ wish: Result<HandshakeRequest, Refusal>, isServed: Bool
  ) -> Doorkeeper.RequestedModel {
    switch wish {
    case .success(let handshake): isServed ? .known : .unknown(handshake.model)
    case .failure(let refusal): refusal.param == "model" ? .missing : .known
    }
  }

  private func admission(
    _ handshake: HandshakeRequest, _ deployments: [ModelDeployment], _ arrival: Arrival
  ) -> Admission {
    let configured = deployments.lazy.compactMap(\.contract).first
    return Admission(
      call: CallRequest(
        model: handshake.model, deployments: deployments, claim: handshake.claim(configured: configured),
        inputRate: handshake.inputRate ?? deployments.lazy.compactMap(\.inputRate).first,
        peer: arrival.client.address, isSecure: arrival.client.isTLS, userAgent: arrival.userAgent),
      subprotocol: handshake.subprotocol)
  }

  private static func metadata(_ refusal: Refusal, _ arrival: Arrival) -> Logger.Metadata {
    var metadata: Logger.Metadata = [
      "status": .stringConvertible(refusal.status), "peer": "\(arrival.client.address)",
    ]
    if let code = refusal.code { metadata["code"] = "\(code)" }
    if let agent = arrival.userAgent { metadata["user_agent"] = "\(agent)" }
    return metadata
  }
}
