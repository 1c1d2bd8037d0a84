/// The ways to Gemini Live.
extension UpstreamRoute {
  /// Google asks for a region; this is the one with everything.
  private static let defaultLocation = "us-central1"
  /// The simulator wants to see a token; any will do.
  private static let simulatorToken = "simulator"

  /// With a project: a Google Cloud account. With an API key and no project: express mode.
  static func vertex(
    _ model: String, _ options: UpstreamOptions, apiVersion: String? = nil
  ) throws(InvalidOption) -> UpstreamRoute {
    let service: GeminiService
    let credential: CredentialStyle
    if let project = options.project {
      service = .vertex(project: project, location: options.location ?? defaultLocation)
      credential = .bearer(quotaProject: options.quotaProject)
    } else if options.hasAPIKey {
      service = .vertexExpress
      credential = .apiKey
    } else {
      throw InvalidOption(
        "vertex_project",
        "The Google Cloud project is not known. Set vertex_project, or GOOGLE_CLOUD_PROJECT in the environment.")
    }
    return try gemini(model, service, credential, options, apiVersion: apiVersion)
  }

  static func aiStudio(_ model: String, _ options: UpstreamOptions) throws(InvalidOption) -> UpstreamRoute {
    guard options.hasAPIKey else {
      throw InvalidOption("api_key", "Google AI Studio wants a key. Write api_key: os.environ/GEMINI_API_KEY.")
    }
    return try gemini(model, .aiStudio, .apiKey, options)
  }

  static func simulator(_ model: String, _ options: UpstreamOptions) throws(InvalidOption) -> UpstreamRoute {
    var options = options
    options.apiVersion = nil
    return try gemini(model, .simulator, .fixedBearer(simulatorToken), options)
  }

  private static func gemini(
    _ model: String, _ service: GeminiService, _ credential: CredentialStyle, _ options: UpstreamOptions,
    apiVersion: String? = nil
  ) throws(InvalidOption) -> UpstreamRoute {
    let endpoint = try GeminiEndpoint(
      service, model: model, apiVersion: options.apiVersion ?? apiVersion, apiBase: options.apiBase)
    let id = String(model.split(separator: "/").last ?? "")
    let profile = ModelProfile.of(options.profile ?? id).named(id)
    try options.gemini.check(against: profile)
    if let problem = options.gemini.setup.problems(profile, on: service.kind).first { throw problem }
    return UpstreamRoute(
      dialect: GeminiLive(
        profile: profile, service: service, modelPath: endpoint.modelPath, settings: options.gemini),
      address: endpoint.address, credential: credential, model: id)
  }
}

extension GeminiLive.Settings {
  /// Voices of the configuration must exist, or a client would learn of the mistake.
  fileprivate func check(against profile: ModelProfile) throws(InvalidOption) {
    for (name, voice) in voices.sorted(by: { $0.key < $1.key })
    where !GeminiVoices.all.contains(where: { $0.lowercased() == voice.lowercased() }) {
      let all = GeminiVoices.all.joined(separator: ", ")
      throw InvalidOption("voices", "'\(name)' stands for '\(voice)', which is no voice of Gemini. There are \(all).")
    }
    guard let defaultVoice, !profile.voices.isEmpty else { return }
    let name = defaultVoice.lowercased()
    if (profile.voice(named: name) ?? voices[name].flatMap(profile.voice(named:))) == nil {
      throw InvalidOption(
        "default_voice",
        "\(profile.id) has no voice '\(defaultVoice)'. It has \(profile.voices.joined(separator: ", ")).")
    }
  }
}
