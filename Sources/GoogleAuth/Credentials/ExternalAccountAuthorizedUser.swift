/// A person who logged in through a workforce pool: a refresh token of the security token service.
actor ExternalAccountAuthorizedUser: Credential {
  struct File: Decodable, Sendable {
    var audience: String?
    var clientID: FilledText
    var clientSecret: Secret
    var refreshToken: Secret
    var tokenURL: String?
    var quotaProject: String?
    var universeDomain: String?

    enum CodingKeys: String, CodingKey {
      case audience
      case clientID = "client_id"
      case clientSecret = "client_secret"
      case refreshToken = "refresh_token"
      case tokenURL = "token_url"
      case quotaProject = "quota_project_id"
      case universeDomain = "universe_domain"
    }
  }

  nonisolated let label: CredentialLabel
  nonisolated let identity: Identity
  private let file: File
  private let tokenURL: EndpointURL
  private let surroundings: Surroundings
  private var refreshToken: Secret

  init(_ file: File, from origin: CredentialOrigin, _ surroundings: Surroundings) throws(FileProblem) {
    let universe = file.universeDomain ?? Identity.defaultUniverse
    if let url = file.tokenURL {
      tokenURL = try EndpointURL(url, key: "token_url")
    } else {
      tokenURL = EndpointURL(wellKnown: "sts.\(universe)", path: "/v1/oauthtoken")
    }
    self.file = file
    self.surroundings = surroundings
    refreshToken = file.refreshToken
    label = CredentialLabel(kind: .externalAccountAuthorizedUser, origin: origin, account: file.audience)
    identity = Identity(principal: file.audience, quotaProject: file.quotaProject, universeDomain: universe)
  }

  func fetchToken() async throws(GoogleAuthError) -> AccessToken {
    let request = AuthRequest.form(
      tokenURL, [("grant_type", "refresh_token"), ("refresh_token", refreshToken.exposed)], secrets: [refreshToken]
    ).authenticated(client: file.clientID.text, secret: file.clientSecret)
    let service = AuthService.tokenExchange(host: tokenURL.host)
    let (answer, asked) = try await surroundings.ask(request, of: service, for: label, retry: .onceMore)
    let fresh = try OAuthAnswer.read(answer, asked: asked, from: service, for: label)
    if let replacement = fresh.refreshToken { refreshToken = replacement }
    return fresh.token
  }
}
