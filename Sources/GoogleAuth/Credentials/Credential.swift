/// One kind of Google credential: asks for tokens and says whose they are. It caches nothing; `TokenSource`
/// does, and sees to it that only one request runs at a time.
protocol Credential: Sendable {
  var label: CredentialLabel { get }

  /// What is known without asking anybody.
  var identity: Identity { get }

  /// Asks for a new access token.
  func fetchToken() async throws(GoogleAuthError) -> AccessToken

  /// `identity`, completed by asking servers. Called once there is a token.
  ///
  /// - Parameter needsProject: false when the project is settled already, so that nobody is asked in vain.
  func lookUpIdentity(using token: AccessToken, needsProject: Bool) async throws(GoogleAuthError) -> Identity
}

extension Credential {
  func lookUpIdentity(using token: AccessToken, needsProject: Bool) async throws(GoogleAuthError) -> Identity {
    identity
  }
}

/// The one scope the gateway asks for; all of Vertex AI needs it.
enum Scope {
  static let cloudPlatform = "https://www.googleapis.com/auth/cloud-platform"
  /// What the source of an impersonation needs, and no more.
  static let iam = "https://www.googleapis.com/auth/iam"
}
