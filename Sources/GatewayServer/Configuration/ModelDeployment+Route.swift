package import Dialects
package import GoogleAuth

/// What the parts below make of a deployment's settings.
extension ModelDeployment {
  /// Where its tokens come from. Equal settings can share one source.
  package var credentialSettings: CredentialSettings {
    let credentials: Secret? =
      switch self.credentials {
      case .applicationDefault: nil
      case .file(let path): Secret(path)
      case .inline(let json): json
      }
    return CredentialSettings(credentials: credentials, project: project)
  }

  /// Whether its model writes down what it hears and never answers.
  var transcribesOnly: Bool { ModelProfile.of(profile ?? model).transcribesOnly }

  /// The way to this model.
  /// - Parameters:
  ///   - credentialProject: taken where the configuration names no project.
  ///   - quotaProject: from the credential, for the header `x-goog-user-project`.
  ///   - simulator: where the embedded simulator listens; taken by `simulator/` models without an `api_base`.
  ///   - shared: settings of all models; the model's own win.
  package func route(
    credentialProject: String? = nil, quotaProject: String? = nil, simulator: UpstreamAddress? = nil,
    shared: UpstreamSettings = UpstreamSettings()
  ) throws(InvalidOption) -> UpstreamRoute {
    let options = UpstreamOptions(
      self, voices: shared.voices, project: credentialProject, quotaProject: quotaProject, simulator: simulator)
    return try DialectCatalog.route(to: "\(provider.rawValue)/\(model)", options)
  }
}
