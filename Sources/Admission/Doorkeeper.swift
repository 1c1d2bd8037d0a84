/// Decides whether a session may begin, before the upgrade. One value for the whole process; the caller keeps it where
/// only one request at a time can ask (the count of open sessions is part of it).
///
///     room? ──► key? ──► model? ──► origin? ──► admitted
///      503       401      400/404     403
///
/// A client secret stands in for a key; whether it is good has been found out before (`ClientSecret.refusal`).
///
/// The key comes before the model, so that strangers do not learn the names of the models; room comes first, because a
/// full gateway should not spend anything on a request.
package struct Doorkeeper: Equatable, Sendable {
  private var keys: KeyRing
  private var origins: OriginPolicy
  package private(set) var gate: SessionGate

  package init(keys: KeyRing, origins: OriginPolicy, gate: SessionGate) {
    self.keys = keys
    self.origins = origins
    self.gate = gate
  }

  /// The model that a request asks for, already looked up.
  package enum RequestedModel: Equatable, Sendable {
    case known
    case unknown(String)
    /// No `model` in the query.
    case missing
  }

  /// What a client shows to be let in.
  package enum Credential: Equatable, Sendable {
    /// From `PresentedKeys.keys`.
    case keys([String])
    /// A client secret, and what is wrong with it; nil: it is good.
    case clientSecret(Refusal?)
  }

  package struct Request: Equatable, Sendable {
    package var credential: Credential
    package var model: RequestedModel
    /// The `Origin` header.
    package var origin: String?
    /// From `TrustedProxies.client(of:)`.
    package var host: String?

    package init(credential: Credential, model: RequestedModel, origin: String?, host: String?) {
      self.credential = credential
      self.model = model
      self.origin = origin
      self.host = host
    }
  }

  package enum Verdict: Equatable, Sendable {
    /// Counted as open until `sessionEnded`.
    case admitted
    case refused(Refusal)
  }

  /// - Parameter knownModels: the names for the message of a 404.
  package mutating func sessionRequested(_ request: Request, knownModels: [String]) -> Verdict {
    switch gate.decision {
    case .full(let seconds): return .refused(.full(retryAfterSeconds: seconds))
    case .overloaded(let excess, let seconds): return .refused(.overloaded(excess, retryAfterSeconds: seconds))
    case .draining: return .refused(.draining)
    case .admitted: break
    }
    if let refusal = refusal(of: request.credential) { return .refused(refusal) }
    switch request.model {
    case .unknown(let name): return .refused(.unknownModel(name, known: knownModels))
    case .missing: return .refused(.missingModel(known: knownModels))
    case .known: break
    }
    guard origins.admits(origin: request.origin, host: request.host) else { return .refused(.originNotAllowed) }
    _ = gate.sessionRequested()
    return .admitted
  }

  /// Whether somebody may come back to a session, which has its place already. Nil: welcome, if it is theirs.
  package func refusal(ofReturn credential: Credential, origin: String?, host: String?) -> Refusal? {
    if gate.isDraining { return .draining }
    if let refusal = refusal(of: credential) { return refusal }
    return origins.admits(origin: origin, host: host) ? nil : .originNotAllowed
  }

  private func refusal(of credential: Credential) -> Refusal? {
    switch credential {
    case .keys(let presented): refusal(forKeys: presented)
    case .clientSecret(let refusal): refusal
    }
  }

  /// The answer to keys alone, for routes that open no session (`/v1/models`). Nil: welcome.
  package func refusal(forKeys presented: [String]) -> Refusal? {
    if keys.allowsAnonymous { return nil }
    if presented.isEmpty { return .missingKey }
    if rightKey(among: presented) != nil { return nil }
    return PresentedKeys.clientSecret(among: presented) == nil ? .wrongKey : .clientSecretIsNoKey
  }

  /// The first of `presented` that opens the door by itself.
  package func rightKey(among presented: [String]) -> String? { presented.first { keys.admits($0) } }

  /// Whoever comes from now on is judged by other rules; open sessions stay open.
  package mutating func rulesChanged(
    keys: KeyRing, origins: OriginPolicy, capacity: Int, burden: Burden.Limits = .none
  ) {
    self.keys = keys
    self.origins = origins
    gate.capacityChanged(to: capacity, burden: burden)
  }

  /// See `Burden.measured`.
  package mutating func measured(memoryBytes: Int?, lagMs: Int, busyPercent: Int) {
    gate.measured(memoryBytes: memoryBytes, lagMs: lagMs, busyPercent: busyPercent)
  }

  /// See `SessionGate.sessionEnded`.
  package mutating func sessionEnded() -> Bool { gate.sessionEnded() }

  /// See `SessionGate.drainingBegan`.
  package mutating func drainingBegan() -> Bool { gate.drainingBegan() }
}
