internal import FoundationEssentials

/// The metadata server of Google Compute Engine, GKE, Cloud Run and Cloud Functions.
actor MetadataServer: Credential {
  /// Asked for as long after the first failure as a GKE pod may need to get its identity.
  static let patience = Duration.seconds(30)
  static let patientWait = Duration.seconds(2)

  nonisolated let label: CredentialLabel
  nonisolated var identity: Identity { Identity() }
  private let host: String
  private let surroundings: Surroundings
  /// Until the first token: when we first asked.
  private var waitingSince: Duration?
  private var hasServed = false

  init(_ surroundings: Surroundings) {
    host = Self.host(surroundings)
    self.surroundings = surroundings
    label = CredentialLabel(kind: .metadataServer, origin: .metadataServer(host), account: nil)
  }

  static func host(_ surroundings: Surroundings) -> String {
    surroundings.variable("GCE_METADATA_HOST") ?? surroundings.variable("GCE_METADATA_ROOT")
      ?? "metadata.google.internal"
  }

  func fetchToken() async throws(GoogleAuthError) -> AccessToken {
    let path = "instance/service-accounts/default/token?scopes=\(PercentEncoding.encode(Scope.cloudPlatform))"
    while true {
      do throws(GoogleAuthError) {
        let (answer, asked) = try await ask(path)
        let token = try OAuthAnswer.read(answer, asked: asked, from: service, for: label).token
        hasServed = true
        return token
      } catch {
        guard mayStillAppear(after: error) else { throw error }
        try await surroundings.pause(Self.patientWait)
      }
    }
  }

  /// Right after a GKE pod's start its identity may be missing for some seconds: 404, 403, refused connections.
  private func mayStillAppear(after error: GoogleAuthError) -> Bool {
    guard !hasServed else { return false }
    switch error {
    case .refused(_, let refusal) where refusal.status == 404 || refusal.status == 403: break
    case .unreachable: break
    case .refused, .notFound, .unusableFile, .badAnswer, .noSubjectToken, .tokenRejected, .cancelled: return false
    }
    let now = surroundings.clock.now().monotonic
    let since = waitingSince ?? now
    waitingSince = since
    return now - since < Self.patience
  }

  func lookUpIdentity(using token: AccessToken, needsProject: Bool) async throws(GoogleAuthError) -> Identity {
    var identity = Identity()
    identity.principal = try await value("instance/service-accounts/default/email")
    identity.universeDomain = try await value("universe/universe-domain") ?? Identity.defaultUniverse
    if needsProject { identity.project = try await value("project/project-id") }
    return identity
  }

  /// Nil if the server does not have it.
  private func value(_ path: String) async throws(GoogleAuthError) -> String? {
    do throws(GoogleAuthError) {
      let text = try await ask(path).answer.text ?? ""
      return text.isEmpty ? nil : PeerText.clean(text)
    } catch {
      if case .refused(_, let refusal) = error, refusal.status == 404 { return nil }
      throw error
    }
  }

  private nonisolated var service: AuthService { .metadata(host: host) }

  private func ask(_ path: String) async throws(GoogleAuthError) -> (answer: AuthAnswer, asked: Moment) {
    let request = AuthRequest.get("http://\(host)/computeMetadata/v1/\(path)", headers: Self.headers)
    return try await surroundings.ask(request, of: service, for: label, retry: .metadata)
  }

  static let headers = [(name: "Metadata-Flavor", value: "Google")]
}
