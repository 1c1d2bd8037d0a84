internal import FoundationEssentials

/// A service account's key file. Signs a JWT and trades it for a token, or uses the JWT itself as the token.
struct ServiceAccount: Credential {
  struct File: Decodable, Sendable {
    var clientEmail: FilledText
    var privateKey: Secret
    var privateKeyID: String?
    var tokenURI: FilledText
    var projectID: String?
    var quotaProject: String?
    var universeDomain: String?

    enum CodingKeys: String, CodingKey {
      case clientEmail = "client_email"
      case privateKey = "private_key"
      case privateKeyID = "private_key_id"
      case tokenURI = "token_uri"
      case projectID = "project_id"
      case quotaProject = "quota_project_id"
      case universeDomain = "universe_domain"
    }
  }

  /// google-auth signs this audience whatever `token_uri` is.
  static let audience = "https://oauth2.googleapis.com/token"
  /// Google refuses longer ones, in seconds.
  static let lifetime = 3600

  let label: CredentialLabel
  let identity: Identity
  private let file: File
  private let key: SigningKey
  private let tokenURL: EndpointURL
  private let scope: String
  private let signsItself: Bool
  private let surroundings: Surroundings

  /// - Parameter selfSigned: use the JWT as the token. Always so in another universe, as in google-auth.
  init(
    _ file: File, from origin: CredentialOrigin, scope: String, selfSigned: Bool, _ surroundings: Surroundings
  ) throws(FileProblem) {
    key = try SigningKey(pem: file.privateKey, key: "private_key")
    tokenURL = try EndpointURL(file.tokenURI.text, key: "token_uri")
    self.file = file
    self.scope = scope
    self.surroundings = surroundings
    let email = file.clientEmail.text
    label = CredentialLabel(kind: .serviceAccount, origin: origin, account: email)
    identity = Identity(
      principal: email, project: file.projectID, quotaProject: file.quotaProject,
      universeDomain: file.universeDomain ?? Identity.defaultUniverse)
    signsItself = selfSigned || identity.universeDomain != Identity.defaultUniverse
  }

  func fetchToken() async throws(GoogleAuthError) -> AccessToken {
    signsItself ? try selfSignedToken() : try await grantedToken()
  }

  /// The JWT bearer grant.
  private func grantedToken() async throws(GoogleAuthError) -> AccessToken {
    let assertion = try sign { claims in claims.aud = Self.audience }
    let request = AuthRequest.form(
      tokenURL,
      [("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer"), ("assertion", assertion.exposed)],
      secrets: [assertion])
    let service = AuthService.token(host: tokenURL.host)
    let (answer, asked) = try await surroundings.ask(request, of: service, for: label, retry: .token)
    return try OAuthAnswer.read(answer, asked: asked, from: service, for: label).token
  }

  private func selfSignedToken() throws(GoogleAuthError) -> AccessToken {
    let obtained = surroundings.clock.now()
    let token = try sign { claims in claims.sub = file.clientEmail.text }
    return AccessToken(token, obtained: obtained, lifetime: Self.lifetime)
  }

  private func sign(_ complete: (inout JSONWebToken.Claims) -> Void) throws(GoogleAuthError) -> Secret {
    let now = surroundings.clock.now().unixSeconds
    var claims = JSONWebToken.Claims(
      iss: file.clientEmail.text, scope: scope, iat: now, exp: now + Self.lifetime)
    complete(&claims)
    do { return try JSONWebToken.signed(claims, by: key, id: file.privateKeyID) } catch {
      throw .unusableFile(label.origin, .badValue(key: "private_key", reason: "cannot sign"))
    }
  }
}
