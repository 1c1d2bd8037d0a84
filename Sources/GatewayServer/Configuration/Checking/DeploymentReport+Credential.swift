package import GoogleAuth

extension DeploymentReport {
  /// A report whose credential part is GoogleAuth's.
  package init(_ report: CredentialReport, of deployment: ModelDeployment, handshake: Step) {
    let error = report.error.map { "\($0)" }
    let credential: Step
    let token: Step
    if let label = report.label {
      credential = .fine("\(label.kind) from \(label.origin)")
      token =
        if let error { .failed(error) } else { .fine(report.tokenLifetime.map { "valid for \($0) s" } ?? "") }
    } else {
      credential = .failed(error ?? "none found")
      token = .skipped("there is no credential")
    }
    self.init(
      credential: credential, principal: report.identity?.principal ?? report.label?.account,
      project: deployment.project ?? report.identity?.project, location: deployment.location, token: token,
      handshake: handshake, warnings: report.warnings)
  }
}
