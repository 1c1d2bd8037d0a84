internal import FoundationEssentials

/// A person's credential, as `gcloud auth application-default login` makes it: a refresh token.
actor AuthorizedUser: Credential {
  struct File: Decodable, Sendable {
    var clientID: FilledText
    var clientSecret: Secret
    var refreshToken: Secret
    var account: String?
    var quotaProject: String?
    var universeDomain: String?

    enum CodingKeys: String, CodingKey {
      case clientID = "client_id"
      case clientSecret = "client_secret"
      case refreshToken = "refresh_token"
      case account
      case quotaProject = "quota_project_id"
      case universeDomain = "universe_domain"
    }
  }

  nonisolated let label: CredentialLabel
  nonisolated let identity: Identity
  private let file: File
  private let tokenURL: EndpointURL
  private let surroundings: Surroundings
  /// The file's, until the server hands out another.
  private var refreshToken: Secret

  /// - Parameter tokenURL: Google's, whatever the file's `token_uri` says, unless the operator sets another.
  init(_ file: File, from origin: CredentialOrigin, tokenURL: EndpointURL?, _ surroundings: Surroundings) {
    self.file = file
    self.surroundings = surroundings
    self.tokenURL = tokenURL ?? EndpointURL(wellKnown: "oauth2.googleapis.com", path: "/token")
    refreshToken = file.refreshToken
    let account = file.account.flatMap { $0.isEmpty ? nil : $0 }
    label = CredentialLabel(kind: .authorizedUser, origin: origin, account: account)
    identity = Identity(
      principal: account, quotaProject: file.quotaProject,
      universeDomain: file.universeDomain ?? Identity.defaultUniverse)
  }

  /// The scope is left out: a user's token has what was granted at login.
  func fetchToken() async throws(GoogleAuthError) -> AccessToken {
    let request = AuthRequest.form(
      tokenURL,
      [
        ("grant_type", "refresh_token"), ("client_id", file.clientID.text),
        ("client_secret", file.clientSecret.exposed), ("refresh_token", refreshToken.exposed),
      ], secrets: [file.clientSecret, refreshToken])
    let service = AuthService.token(host: tokenURL.host)
    let (answer, asked) = try await surroundings.ask(request, of: service, for: label, retry: .token)
    let fresh = try OAuthAnswer.read(answer, asked: asked, from: service, for: label)
    if let replacement = fresh.refreshToken { refreshToken = replacement }
    return fresh.token
  }
}
