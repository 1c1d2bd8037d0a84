internal import FoundationEssentials

/// A service account that another credential may speak for: the source's token is traded at IAM Credentials.
struct ImpersonatedServiceAccount: Credential {
  struct File: Decodable, Sendable {
    var url: FilledText
    var delegates: [String]?
    var scopes: [String]?
    var source: CredentialDocument
    var quotaProject: String?
    var universeDomain: String?

    enum CodingKeys: String, CodingKey {
      case url = "service_account_impersonation_url"
      case delegates
      case scopes
      case source = "source_credentials"
      case quotaProject = "quota_project_id"
      case universeDomain = "universe_domain"
    }
  }

  let label: CredentialLabel
  let identity: Identity
  private let url: EndpointURL
  private let delegates: [String]
  private let scopes: [String]
  private let lifetime: Int
  private let source: TokenSource
  private let surroundings: Surroundings

  /// - Parameters:
  ///   - source: caches the source's token by itself: either level is refreshed when it must be.
  ///   - lifetime: of the tokens, in seconds.
  init(
    of source: TokenSource, kind: CredentialKind, url: String, delegates: [String] = [],
    scopes: [String]? = nil, lifetime: Int = 3600, identity: Identity, _ surroundings: Surroundings
  ) throws(FileProblem) {
    let key = File.CodingKeys.url.rawValue
    self.url = try EndpointURL(url, key: key)
    guard let account = Self.account(in: url) else {
      throw .badValue(key: key, reason: "does not end with …/serviceAccounts/EMAIL:generateAccessToken")
    }
    self.source = source
    self.delegates = delegates
    self.scopes = scopes.flatMap { $0.isEmpty ? nil : $0 } ?? [Scope.cloudPlatform]
    self.lifetime = lifetime
    self.surroundings = surroundings
    self.identity = Identity(
      principal: account, project: identity.project, quotaProject: identity.quotaProject,
      universeDomain: identity.universeDomain)
    label = CredentialLabel(kind: kind, origin: source.label.origin, account: account)
  }

  /// The e-mail between the last `/` and `:generateAccessToken`.
  static func account(in url: String) -> String? {
    let suffix = ":generateAccessToken"
    guard url.hasSuffix(suffix), let account = url.dropLast(suffix.count).split(separator: "/").last else { return nil }
    return String(account)
  }

  func fetchToken() async throws(GoogleAuthError) -> AccessToken {
    let sourceToken = try await source.token()
    do throws(GoogleAuthError) { return try await generate(with: sourceToken) } catch {
      guard case .refused(_, let refusal) = error, refusal.status == 401 else { throw error }
      // The source's token ended early; once more with a new one.
      await source.rejected(sourceToken)
      return try await generate(with: source.token())
    }
  }

  func lookUpIdentity(using token: AccessToken, needsProject: Bool) async throws(GoogleAuthError) -> Identity {
    guard needsProject, identity.project == nil else { return identity }
    var identity = identity
    identity.project = try? await source.identity().project
    return identity
  }

  private struct Body: Encodable {
    var delegates: [String]
    var scope: [String]
    var lifetime: String
  }

  private struct Grant: Decodable {
    var accessToken: Secret
    var expireTime: String
  }

  private func generate(with sourceToken: AccessToken) async throws(GoogleAuthError) -> AccessToken {
    let service = AuthService.impersonation(host: url.host, target: label.account ?? "")
    let body = Body(delegates: delegates, scope: scopes, lifetime: "\(lifetime)s")
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard let json = try? encoder.encode(body) else {
      throw .unusableFile(label.origin, .badValue(key: "delegates", reason: "cannot be sent"))
    }
    let request = AuthRequest(
      method: .post, url: url.text, headers: [("Content-Type", "application/json")],
      body: String(decoding: json, as: UTF8.self)
    ).authenticated(sourceToken)
    let (answer, asked) = try await surroundings.ask(request, of: service, for: label, retry: .onceMore)
    guard let grant = try? JSONDecoder().decode(Grant.self, from: answer.body),
      let end = Self.date(grant.expireTime)
    else { throw .badAnswer(label, service, reason: "200 without accessToken and expireTime") }
    let seconds = min(max(end.timeIntervalSince(asked.wall), 0), Double(AccessToken.longestLifetime))
    return AccessToken(grant.accessToken, obtained: asked, lifetime: Int(seconds))
  }

  /// RFC 3339, with or without a fraction.
  private static func date(_ text: String) -> Date? {
    (try? Date(text, strategy: Date.ISO8601FormatStyle()))
      ?? (try? Date(text, strategy: Date.ISO8601FormatStyle(includingFractionalSeconds: true)))
  }
}
