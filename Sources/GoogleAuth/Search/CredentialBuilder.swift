/// Makes a credential of a file's content.
struct CredentialBuilder {
  let origin: CredentialOrigin
  let settings: CredentialSettings
  let surroundings: Surroundings

  func build(_ document: CredentialDocument) throws(FileProblem) -> any Credential {
    try build(document, scope: Scope.cloudPlatform)
  }

  /// - Parameter scope: less for a credential that only serves to impersonate another.
  private func build(_ document: CredentialDocument, scope: String) throws(FileProblem) -> any Credential {
    switch document {
    case .authorizedUser(let file):
      let url = try settings.userTokenURL.map { text throws(FileProblem) in try EndpointURL(text, key: "token_uri") }
      return AuthorizedUser(file, from: origin, tokenURL: url, surroundings)
    case .serviceAccount(let file):
      return try ServiceAccount(
        file, from: origin, scope: scope, selfSigned: settings.selfSignedJWT, surroundings)
    case .externalAccountAuthorizedUser(let file):
      return try ExternalAccountAuthorizedUser(file, from: origin, surroundings)
    case .impersonatedServiceAccount(let file): return try impersonate(file)
    case .externalAccount(let file): return try federate(file, scope: scope)
    }
  }

  private func impersonate(_ file: ImpersonatedServiceAccount.File) throws(FileProblem) -> any Credential {
    if case .impersonatedServiceAccount = file.source {
      throw .badValue(key: "source_credentials", reason: "may not be an impersonation again: use `delegates`")
    }
    let source = try build(file.source, scope: Scope.iam)
    var identity = Identity(quotaProject: file.quotaProject)
    identity.universeDomain = file.universeDomain ?? source.identity.universeDomain
    return try ImpersonatedServiceAccount(
      of: TokenSource(source, surroundings), kind: .impersonatedServiceAccount, url: file.url.text,
      delegates: file.delegates ?? [], scopes: file.scopes, identity: identity, surroundings)
  }

  private func federate(_ file: ExternalAccount.File, scope: String) throws(FileProblem) -> any Credential {
    let manager = try settings.resourceManagerURL.map { text throws(FileProblem) in
      try EndpointURL(text, key: "resource_manager_url")
    }
    let url = file.impersonationURL.flatMap { $0.isEmpty ? nil : $0 }
    let account = try ExternalAccount(
      file, from: origin, scope: url == nil ? scope : Scope.iam, resourceManager: manager, surroundings)
    guard let url else { return account }
    let lifetime = file.impersonation?.lifetime ?? ServiceAccount.lifetime
    guard (1...43_200).contains(lifetime) else {
      throw .badValue(key: "service_account_impersonation.token_lifetime_seconds", reason: "must be in 1…43200")
    }
    return try ImpersonatedServiceAccount(
      of: TokenSource(account, surroundings), kind: .externalAccount, url: url, scopes: [scope],
      lifetime: lifetime, identity: account.identity, surroundings)
  }
}
