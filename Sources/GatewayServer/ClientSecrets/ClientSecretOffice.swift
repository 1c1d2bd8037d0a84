internal import Admission
internal import Conversation
internal import Dialects
internal import Logging

/// Makes client secrets, and knows them again when somebody connects with one.
struct ClientSecretOffice: Sendable {
  let store: any ClientSecretStore
  let models: ModelTable
  let sessions: SessionRegistry
  let calls: any CallStarter
  /// The digests of the keys in force; nil stands for "no key is asked for".
  let makers: Set<SecretDigest?>
  let logger: Logger
  /// Seconds since 1970.
  let unixTime: @Sendable () -> Int

  /// 40 letters and digits: some 238 bits.
  private static let tokenLength = 40
  private static let sessionIDLength = 21

  // MARK: Making

  /// The answer to a call whose key is right.
  func make(from body: [UInt8], by call: ClientSecretCall, for arrival: Arrival) async throws(Refusal) -> [UInt8] {
    guard !sessions.isDraining else { throw .draining }
    let wish: ClientSecretRequest
    let model: String
    let session: SessionConfiguration
    do throws(Fault) {
      wish = try ClientSecretRequest.read(body, by: call)
      try Self.checkOrigin(wish.origin)
      model = try self.model(wish, by: call)
      session = try calls.effective(
        SessionDefaults(changes: wish.session.changes), under: call.contract, on: models.deployments(for: model) ?? [])
    } catch {
      throw Refusal(error)
    }
    let token = ClientSecret.prefix + RandomText.make(Self.tokenLength)
    let now = unixTime()
    let secret = ClientSecret(
      model: model, origin: wish.origin, maker: sessions.rightKey(among: arrival.keys).map { SecretDigest(of: $0) },
      expiresAt: now + wish.lifetime, session: wish.sessionText)
    try await store.keep(secret, under: SecretDigest(of: token), at: now)
    logger.info(
      "Client secret made",
      metadata: [
        "model": "\(model)", "lifetime_s": .stringConvertible(wish.lifetime), "peer": "\(arrival.client.address)",
      ])
    let view = SessionView(
      id: "sess_" + RandomText.make(Self.sessionIDLength), model: model, expiresAt: 0, effective: session)
    return ClientSecretAnswer(value: token, expiresAt: secret.expiresAt, session: view).json(to: call)
  }

  /// The model that the body names, or the one that serves where none is named.
  private func model(_ wish: ClientSecretRequest, by call: ClientSecretCall) throws(Fault) -> String {
    let param = call.modelField
    guard let name = wish.session.model ?? unnamed(for: wish.purpose), !name.contains("*") else {
      throw Fault(
        .invalidRequest, code: "missing_required_parameter",
        "Missing required parameter: '\(param)'. A client secret is good for one model: \(listing).", param: param)
    }
    guard models.deployments(for: name) != nil else {
      throw Fault(
        .invalidRequest, code: "model_not_found",
        "The model '\(name.prefix(100))' does not exist. Models of this gateway: \(listing).", param: param)
    }
    return name
  }

  /// Which model serves where none is named: for conversations the only one that there is.
  private func unnamed(for purpose: SessionConfiguration.Purpose) -> String? {
    switch purpose {
    case .conversation: models.names.count == 1 ? models.names.first : nil
    case .transcription: models.transcriber
    }
  }

  private var listing: String { models.names.prefix(50).joined(separator: ", ") }

  private static func checkOrigin(_ origin: String?) throws(Fault) {
    guard let origin, !ClientSecret.isOrigin(origin) else { return }
    throw Fault(
      .invalidRequest, code: "invalid_value",
      "Invalid 'x_origin': expected the origin of a web page, such as https://app.example.com.", param: "x_origin")
  }

  // MARK: Using

  /// What became of a client secret that somebody showed.
  enum Finding: Sendable {
    case found(ClientSecret)
    case refused(Refusal)

    /// The model that it opens, if it is one of ours.
    var model: String? {
      switch self {
      case .found(let secret): secret.model
      case .refused: nil
      }
    }
  }

  /// The client secret among `keys`; nil: there is none, or a key that is right by itself.
  func token(among keys: [String]) -> String? {
    guard let token = PresentedKeys.clientSecret(among: keys), sessions.rightKey(among: keys) == nil else { return nil }
    return token
  }

  func find(_ token: String) async -> Finding {
    do throws(Refusal) {
      return try await store.secret(under: SecretDigest(of: token)).map { .found($0) } ?? .refused(.unknownClientSecret)
    } catch {
      return .refused(error)
    }
  }

  /// Why the secret does not open a connection to `model` (nil: it says so itself); nil: it does.
  func refusal(of secret: ClientSecret, model: String?, origin: String?) -> Refusal? {
    secret.refusal(of: ClientSecret.Use(model: model, origin: origin, now: unixTime(), makers: makers))
  }
}

extension ClientSecretCall {
  /// Whose defaults the answer shows; the client that connects may turn out to be another.
  fileprivate var contract: ClientContract {
    switch self {
    case .clientSecrets: .ga
    case .sessions, .transcriptionSessions: .beta
    }
  }

  fileprivate var modelField: String {
    switch self {
    case .clientSecrets: "session.model"
    case .sessions, .transcriptionSessions: "model"
    }
  }
}
