internal import Admission
internal import Conversation
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
  let clientSecrets: ClientSecretOffice
  /// `parley.pinned`, for the sessions of client secrets.
  let pinned: Set<Pins.Field>
  /// How the sockets of clients behave.
  let socket: WebSocketConfiguration
  let metrics: GatewayMetrics
  let logger: Logger

  /// The answer to a correct handshake; on the channel's event loop. An admitted one counts as an open session until
  /// the channel closes.
  func decide(_ head: HTTPRequestHead, _ channel: any Channel) -> EventLoopFuture<UpgradeDecision> {
    let arrival = Arrival(
      target: head.uri, headers: head.headers.map { ($0.name, $0.value) }, host: head.headers.first(name: "host"),
      peer: channel.peerAddress, isTLS: TLSSniffHandler.isSecure(channel),
      settings: settings)
    if let wish = arrival.reattach {
      return channel.eventLoop.makeFutureWithTask { await wayBack(wish, arrival) }
        .map { decide($0, wish, arrival, channel) }
    }
    guard let token = clientSecrets.token(among: arrival.keys) else {
      return channel.eventLoop.makeSucceededFuture(decide(arrival, channel, holding: nil))
    }
    return channel.eventLoop.makeFutureWithTask { await clientSecrets.find(token) }
      .map { decide(arrival, channel, holding: $0) }
  }

  private func decide(
    _ arrival: Arrival, _ channel: any Channel, holding secret: ClientSecretOffice.Finding?
  ) -> UpgradeDecision {
    switch admit(arrival, holding: secret) {
    case .failure(let refusal): return refused(refusal, arrival)
    case .success(let admission):
      let place = sessions.sessionOpened(on: channel)
      return .accept(
        UpgradeAcceptance(
          subprotocol: admission.subprotocol, configuration: socket,
          makeDelegate: { calls.startCall(admission.call, client: $0, place: place) }))
    }
  }

  func refused(_ refusal: Refusal, _ arrival: Arrival) -> UpgradeDecision {
    metrics.sessionRefused(RefusalReason(refusal))
    logger.info("Session refused", metadata: Self.metadata(refusal, arrival))
    return .refuse(refusal.httpRefusal)
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
  ///
  /// - Parameter secret: what the client shows instead of a key.
  func admit(_ arrival: Arrival, holding secret: ClientSecretOffice.Finding? = nil) -> Result<Admission, Refusal> {
    let wish = read(arrival, boundModel: secret?.model)
    let name = (try? wish.get()).flatMap { $0.model ?? models.transcriber }
    let deployments = name.flatMap(models.deployments(for:))
    let request = Doorkeeper.Request(
      credential: credential(arrival, secret, model: try? wish.get().model),
      model: requestedModel(wish, name: name, isServed: deployments != nil),
      origin: arrival.origin,
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
        return .failure(.modelFull(name ?? "", retryAfterSeconds: Self.retryAfterSeconds))
      }
      return .success(admission(handshake, of: name ?? "", deployments ?? [], arrival, holding: secret))
    }
  }

  /// - Parameter model: the one that the client names.
  func credential(
    _ arrival: Arrival, _ secret: ClientSecretOffice.Finding?, model: String?
  ) -> Doorkeeper.Credential {
    switch secret {
    case nil: .keys(arrival.keys)
    case .refused(let refusal): .clientSecret(refusal)
    case .found(let secret):
      .clientSecret(clientSecrets.refusal(of: secret, model: model, origin: arrival.origin))
    }
  }

  private func read(_ arrival: Arrival, boundModel: String?) -> Result<HandshakeRequest, Refusal> {
    guard let path = RealtimePath(path: arrival.facts.path) else {
      return .failure(.unknownPath(arrival.facts.path))
    }
    do {
      return .success(try HandshakeRequest(arrival.facts, at: path, boundModel: boundModel))
    } catch {
      return .failure(Refusal(error))
    }
  }

  /// What the doorkeeper is to say about the model. A request that is wrong otherwise counts as one for a known model:
  /// its own refusal comes after those of the doorkeeper.
  private func requestedModel(
    _ wish: Result<HandshakeRequest, Refusal>, name: String?, isServed: Bool
  ) -> Doorkeeper.RequestedModel {
    switch wish {
    case .success: name.map { isServed ? .known : .unknown($0) } ?? .missing
    case .failure(let refusal): refusal.param == "model" ? .missing : .known
    }
  }

  private func admission(
    _ handshake: HandshakeRequest, of model: String, _ deployments: [ModelDeployment], _ arrival: Arrival,
    holding secret: ClientSecretOffice.Finding?
  ) -> Admission {
    let configured = deployments.lazy.compactMap(\.contract).first
    return Admission(
      call: CallRequest(
        model: model, deployments: deployments, claim: handshake.claim(configured: configured),
        defaults: defaults(handshake, deployments, holding: secret), holder: holder(arrival, holding: secret),
        peer: arrival.client.address, isSecure: arrival.client.isTLS, userAgent: arrival.userAgent),
      subprotocol: handshake.subprotocol)
  }

  /// Pins are for those who hold a client secret: whoever has a key could make one with any configuration.
  private func defaults(
    _ handshake: HandshakeRequest, _ deployments: [ModelDeployment], holding secret: ClientSecretOffice.Finding?
  ) -> SessionDefaults {
    var defaults = SessionDefaults(inputRate: handshake.inputRate ?? deployments.lazy.compactMap(\.inputRate).first)
    switch secret {
    case nil, .refused: break
    case .found(let secret):
      // It was read when the secret was made.
      defaults.changes = (try? ClientSecretRequest.storedSession(secret.session).changes) ?? []
      defaults.pins = Pins(
        deployments.reduce(into: pinned) { $0.formUnion($1.pinned) },
        hiddenNames: [handshake.model].compactMap(\.self)
          + deployments.flatMap { [$0.model, ModelProfile.of($0.model).id] })
    }
    if handshake.purpose == .transcription { defaults.changes.append(.purpose(.transcription)) }
    return defaults
  }

  private static func metadata(_ refusal: Refusal, _ arrival: Arrival) -> Logger.Metadata {
    var metadata: Logger.Metadata = [
      "status": .stringConvertible(refusal.status), "peer": "\(arrival.client.address)",
    ]
    // As OpenAI has it, the answer to no key at all has no code.
    metadata["code"] = "\(refusal.code ?? "missing_key")"
    // What clients write is not believed to be short.
    if let model = arrival.facts.queryValue("model") { metadata["model"] = "\(model.prefix(100))" }
    if let agent = arrival.userAgent { metadata["user_agent"] = "\(agent)" }
    return metadata
  }
}
