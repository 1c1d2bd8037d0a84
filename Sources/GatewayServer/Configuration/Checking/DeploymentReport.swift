/// What `parley check --connect` found out about one deployment: no secrets in it.
package struct DeploymentReport: Equatable, Sendable {
  /// How one step went.
  package enum Step: Equatable, Sendable {
    /// With a detail worth telling, such as `valid for 3599 s`.
    case fine(String)
    /// What is wrong and what to do.
    case failed(String)
    /// Why it was not tried.
    case skipped(String)
  }

  /// Kind of the credential and where it was found: `service_account from /etc/parley/sa.json`.
  package var credential: Step
  /// The account that the token speaks for.
  package var principal: String?
  package var project: String?
  package var location: String?
  package var token: Step
  /// TCP, TLS, upgrade and `setupComplete`.
  package var handshake: Step
  package var warnings: [String]

  package init(
    credential: Step, principal: String? = nil, project: String? = nil, location: String? = nil, token: Step,
    handshake: Step, warnings: [String] = []
  ) {
    self.credential = credential
    self.principal = principal
    self.project = project
    self.location = location
    self.token = token
    self.handshake = handshake
    self.warnings = warnings
  }

  /// True if a client's session would get as far as the model.
  package var isFine: Bool {
    [credential, token, handshake].allSatisfy {
      switch $0 {
      case .fine, .skipped: true
      case .failed: false
      }
    }
  }
}

/// Tries the credentials and the handshake of one deployment; never throws: what went wrong is in the report. Has
/// deadlines of its own.
package typealias DeploymentProbe =
  @Sendable (_ deployment: ModelDeployment, _ configuration: GatewayConfiguration) async -> DeploymentReport
