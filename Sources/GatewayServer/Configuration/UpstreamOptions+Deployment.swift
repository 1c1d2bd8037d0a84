package import Dialects

extension UpstreamOptions {
  /// What the deployment says, with what only a running gateway knows.
  package init(
    _ deployment: ModelDeployment, voices: [String: String], project: String?, quotaProject: String?,
    simulator: UpstreamAddress?
  ) {
    let isSimulator = deployment.provider == .simulator
    self.init(
      project: deployment.project ?? project, location: deployment.location, hasAPIKey: deployment.apiKey != nil,
      quotaProject: quotaProject, apiBase: deployment.apiBase ?? (isSimulator ? simulator : nil),
      apiVersion: deployment.apiVersion.rawValue, profile: deployment.profile,
      gemini: deployment.geminiSettings(voices: voices))
  }
}
