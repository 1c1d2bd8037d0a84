/// What the gateway's configuration says about one model's credentials. Equal settings share a `TokenSource`.
package struct CredentialSettings: Sendable, Hashable {
  /// The path of a credential file, or the JSON itself (recognised by its `{`); nil searches the usual places.
  package var credentials: Secret?
  /// The project that the model belongs to.
  package var project: String?
  /// For the header `x-goog-user-project`.
  package var quotaProject: String?
  /// Sign tokens for a service account ourselves, without any request. Off: not verified with Live's servers.
  package var selfSignedJWT = false
  /// The token endpoint for `authorized_user`, whose file may not choose it; for private endpoints and tests.
  package var userTokenURL: String?
  /// Cloud Resource Manager, which knows projects by number; for private endpoints and tests.
  package var resourceManagerURL: String?

  package init(
    credentials: Secret? = nil, project: String? = nil, quotaProject: String? = nil, selfSignedJWT: Bool = false,
    userTokenURL: String? = nil, resourceManagerURL: String? = nil
  ) {
    self.credentials = credentials
    self.project = project
    self.quotaProject = quotaProject
    self.selfSignedJWT = selfSignedJWT
    self.userTokenURL = userTokenURL
    self.resourceManagerURL = resourceManagerURL
  }
}
