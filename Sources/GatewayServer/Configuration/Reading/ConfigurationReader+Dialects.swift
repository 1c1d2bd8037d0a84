import Dialects

/// What only the dialects can judge: model ids, voices, profiles.
extension ConfigurationReader {
  /// Tries to make the deployment's route, as the gateway will do at its start.
  mutating func checkRoute(_ deployment: ModelDeployment, _ parameters: ConfigurationSection) {
    if let profile = deployment.profile { checkProfile(profile, parameters) }
    // A wildcard's model is known when a client asks for it.
    guard !deployment.model.contains("*") else { return }
    var deployment = deployment
    // Said line by line; the route would name the first alone.
    if !checkSetup(deployment, parameters) { deployment.setup = SetupBlock() }
    do throws(InvalidOption) {
      _ = try deployment.route(
        credentialProject: "project", simulator: UpstreamAddress(usesTLS: false, host: "localhost"))
    } catch {
      let node = node(of: error.option, in: parameters) ?? parameters["model"]
      self.error(at: node?.position, "\(parameters.path(of: error.option)): \(error.message)")
    }
    checkAge(deployment, parameters)
  }

  private mutating func checkProfile(_ profile: String, _ parameters: ConfigurationSection) {
    let known = ModelProfile.table.map(\.id)
    guard !known.contains(profile) else { return }
    let hint = Spelling.nearest(to: profile, among: known).map { "did you mean \($0)?" }
    error(
      at: parameters["profile"]?.position,
      "\(parameters.path(of: "profile")): no model of that name is known; "
        + (hint ?? "use one of \(known.joined(separator: ", "))"))
  }

  /// Google retires models; the first anyone sees of it is a connection that closes.
  private mutating func checkAge(_ deployment: ModelDeployment, _ parameters: ConfigurationSection) {
    guard deployment.provider != .simulator, deployment.apiBase == nil else { return }
    let path = parameters.path(of: "model")
    let profile = deployment.listedProfile
    let service = deployment.service
    if !profile.services.contains(service) {
      warning(
        at: parameters["model"]?.position,
        "\(path): as far as is known, \(deployment.model) is not on \(Self.name(of: service)), only on "
          + "\(Self.name(of: service == .vertex ? .aiStudio : .vertex))")
    }
    switch profile.status {
    case .retired(let date):
      warning(
        at: parameters["model"]?.position,
        "\(path): as far as is known, Google no longer serves \(deployment.model)\(date.map { " since \($0)" } ?? ""); "
          + "gemini-3.8-live is its successor")
    case .retiring(let date):
      warning(
        at: parameters["model"]?.position,
        "\(path): Google stops serving \(deployment.model) on \(date); "
          + "gemini-3.8-live is its successor")
    case .unlisted where deployment.profile == nil && !Self.isTuned(deployment.model):
      let relative = profile.contextUpdate ? "gemini-3.8-live" : "2.5 native audio"
      warning(
        at: parameters["model"]?.position,
        "\(path): Parley does not know \(deployment.model) and treats it like \(relative); profile says otherwise")
    case .stable, .preview, .unlisted: break
    }
  }

  /// A number, or `endpoints/…`: nobody but its owner can know it.
  private static func isTuned(_ model: String) -> Bool {
    model.hasPrefix("endpoints/") || model.allSatisfy(\.isNumber)
  }

  private static func name(of service: GeminiService.Kind) -> String {
    switch service {
    case .vertex: "Vertex AI"
    case .aiStudio: "Google AI Studio"
    }
  }

  /// `parley.voices`, for all models: each must name a voice that exists.
  mutating func checkVoices(_ voices: [String: String], _ parley: ConfigurationSection) {
    let anyModel = ModelDeployment(id: "", provider: .simulator, model: "gemini-live-simulator", voices: voices)
    do throws(InvalidOption) {
      _ = try anyModel.route(simulator: UpstreamAddress(usesTLS: false, host: "localhost"))
    } catch {
      self.error(at: parley["voices"]?.position, "\(parley.path(of: "voices")): \(error.message)")
    }
  }
}
