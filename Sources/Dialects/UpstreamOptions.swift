/// What a model's entry in the configuration says about its upstream, resolved: no name of a variable, no secret.
package struct UpstreamOptions: Equatable, Sendable {
  /// `vertex_project`, else that of the environment or the credential.
  package var project: String?
  /// `vertex_location`.
  package var location: String?
  /// There is an `api_key`.
  package var hasAPIKey: Bool
  /// Billed for the calls, where it is not the credential's own.
  package var quotaProject: String?
  /// `api_base`; of the simulator, where it listens.
  package var apiBase: UpstreamAddress?
  package var apiVersion: String?
  /// The id of a model whose profile is to be used instead of the model's own.
  package var profile: String?
  package var gemini: GeminiLive.Settings

  package init(
    project: String? = nil, location: String? = nil, hasAPIKey: Bool = false, quotaProject: String? = nil,
    apiBase: UpstreamAddress? = nil, apiVersion: String? = nil, profile: String? = nil,
    gemini: GeminiLive.Settings = GeminiLive.Settings()
  ) {
    self.project = project
    self.location = location
    self.hasAPIKey = hasAPIKey
    self.quotaProject = quotaProject
    self.apiBase = apiBase
    self.apiVersion = apiVersion
    self.profile = profile
    self.gemini = gemini
  }
}
