internal import FoundationEssentials

/// Workload or workforce identity federation: a token of somebody else is exchanged at Google's security token
/// service. Impersonation, if the file asks for it, is an `ImpersonatedServiceAccount` around this.
struct ExternalAccount: Credential {
  struct File: Decodable, Sendable {
    var audience: FilledText
    var subjectTokenType: FilledText
    var tokenURL: String?
    var source: CredentialSource
    var impersonationURL: String?
    var impersonation: Impersonation?
    var clientID: String?
    var clientSecret: Secret?
    var workforcePoolUserProject: String?
    var quotaProject: String?
    var universeDomain: String?

    struct Impersonation: Decodable, Sendable {
      /// Seconds.
      var lifetime: Int?
      enum CodingKeys: String, CodingKey { case lifetime = "token_lifetime_seconds" }
    }

    enum CodingKeys: String, CodingKey {
      case audience
      case subjectTokenType = "subject_token_type"
      case tokenURL = "token_url"
      case source = "credential_source"
      case impersonationURL = "service_account_impersonation_url"
      case impersonation = "service_account_impersonation"
      case clientID = "client_id"
      case clientSecret = "client_secret"
      case workforcePoolUserProject = "workforce_pool_user_project"
      case quotaProject = "quota_project_id"
      case universeDomain = "universe_domain"
    }

    var universe: String { universeDomain ?? Identity.defaultUniverse }
  }

  let label: CredentialLabel
  let identity: Identity
  private let file: File
  private let tokenURL: EndpointURL
  private let resourceManager: EndpointURL
  private let scope: String
  private let source: any SubjectTokenSource
  private let surroundings: Surroundings

  /// - Parameters:
  ///   - scope: what the exchanged token may do; only IAM if it serves to impersonate.
  ///   - resourceManager: Cloud Resource Manager, if the operator sets another than Google's.
  init(
    _ file: File, from origin: CredentialOrigin, scope: String, resourceManager: EndpointURL?,
    _ surroundings: Surroundings
  ) throws(FileProblem) {
    let audience = file.audience.text
    label = CredentialLabel(kind: .externalAccount, origin: origin, account: audience)
    if let url = file.tokenURL {
      tokenURL = try EndpointURL(url, key: "token_url")
    } else {
      tokenURL = EndpointURL(wellKnown: "sts.\(file.universe)", path: "/v1/token")
    }
    self.resourceManager =
      resourceManager ?? EndpointURL(wellKnown: "cloudresourcemanager.\(file.universe)", path: "")
    if file.workforcePoolUserProject != nil, !Self.isWorkforce(audience) {
      throw .badValue(key: "workforce_pool_user_project", reason: "belongs only to a workforce pool's file")
    }
    source = try file.source.make(for: file, label, surroundings)
    self.file = file
    self.scope = scope
    self.surroundings = surroundings
    identity = Identity(principal: audience, quotaProject: file.quotaProject, universeDomain: file.universe)
  }

  func fetchToken() async throws(GoogleAuthError) -> AccessToken {
    let subject = try await source.subjectToken()
    var fields = [
      ("grant_type", "urn:ietf:params:oauth:grant-type:token-exchange"), ("audience", file.audience.text),
      ("scope", scope), ("requested_token_type", "urn:ietf:params:oauth:token-type:access_token"),
      ("subject_token", subject.exposed), ("subject_token_type", file.subjectTokenType.text),
    ]
    if file.clientID == nil, let project = file.workforcePoolUserProject {
      // Percent-encoded once by itself, before the form's own encoding.
      fields.append(("options", PercentEncoding.encode(#"{"userProject": "\#(project)"}"#, keeping: "/")))
    }
    var request = AuthRequest.form(tokenURL, fields, secrets: [subject])
    if let id = file.clientID {
      request = request.authenticated(client: id, secret: file.clientSecret ?? Secret(""))
    }
    let service = AuthService.tokenExchange(host: tokenURL.host)
    let (answer, asked) = try await surroundings.ask(request, of: service, for: label, retry: .onceMore)
    return try OAuthAnswer.read(answer, asked: asked, from: service, for: label).token
  }

  /// The file knows a project's number only; Cloud Resource Manager knows its id.
  func lookUpIdentity(using token: AccessToken, needsProject: Bool) async throws(GoogleAuthError) -> Identity {
    guard needsProject, let number = Self.projectNumber(in: file.audience.text) ?? file.workforcePoolUserProject
    else { return identity }
    let url = resourceManager.text + "/v1/projects/" + PercentEncoding.encode(number)
    let service = AuthService.projects(host: resourceManager.host)
    let request = AuthRequest.get(url).authenticated(token)
    let (answer, _) = try await surroundings.ask(request, of: service, for: label, retry: .onceMore)
    guard let project = try? JSONDecoder().decode(Project.self, from: answer.body) else {
      throw .badAnswer(label, service, reason: "200 without projectId")
    }
    var identity = identity
    identity.project = project.projectId
    return identity
  }

  private struct Project: Decodable { var projectId: String }

  /// `//iam.googleapis.com/projects/{number}/locations/…`
  static func projectNumber(in audience: String) -> String? {
    let parts = audience.split(separator: "/")
    guard let index = parts.firstIndex(of: "projects"), index + 1 < parts.count else { return nil }
    return String(parts[index + 1])
  }

  /// `//iam.googleapis.com/locations/{location}/workforcePools/…`
  static func isWorkforce(_ audience: String) -> Bool {
    audience.hasPrefix("//iam.googleapis.com/locations/") && audience.contains("/workforcePools/")
  }
}
