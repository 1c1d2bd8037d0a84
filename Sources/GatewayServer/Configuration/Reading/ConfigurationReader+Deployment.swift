import Conversation
import Dialects
import GoogleAuth
import Yams

/// `litellm_params` of one entry.
extension ConfigurationReader {
  mutating func deployment(
    _ parameters: ConfigurationSection, name: ModelNamePattern, provider: ModelProvider, model: String
  ) -> ModelDeployment {
    var deployment = ModelDeployment(id: name.text, provider: provider, model: model)
    readAddress(parameters, into: &deployment)
    readGoogle(parameters, into: &deployment)
    deployment.contract = choice("client_contract", in: parameters, ClientContract.allCases)
    deployment.inputRate = value("input_rate", in: parameters, expected: "8000, 16000, 24000 or 48000 (Hz)") { text in
      Int(text).flatMap { [8000, 16000, 24000, 48000].contains($0) ? $0 : nil }
    }
    deployment.upstreamInputRate =
      value("upstream_input_rate", in: parameters, expected: "native or 16000 (Hz)") { text in
        switch text.lowercased() {
        case "native": .native
        case "16000": .hz16000
        default: nil
        }
      }
    deployment.transcriptStyle = choice(
      "transcript_style", in: parameters, [Capabilities.TranscriptStyle.auto, .delta, .cumulative])
    deployment.audioItems = choice("audio_items", in: parameters, [GeminiLive.Settings.AudioItems.send, .refuse])
    deployment.profile = string("profile", in: parameters)
    deployment.voices = stringMap("voices", in: parameters) ?? [:]
    deployment.defaultVoice = string("default_voice", in: parameters)
    deployment.pinned = pinned(in: parameters)
    deployment.setup = setupBlock(parameters)
    deployment.maxSessions = integer("max_sessions", in: parameters, 1...1_000_000)
    deployment.order = integer("order", in: parameters, 0...1000) ?? deployment.order
    deployment.weight = integer("weight", in: parameters, 1...1_000_000) ?? deployment.weight
    deployment.prewarm = prewarm(parameters, model: model)
    if !model.isEmpty { checkRoute(deployment, parameters) }
    return deployment
  }

  /// Connections to keep ready: 0 where clients name the model, because nobody knows what to dial before.
  private mutating func prewarm(_ parameters: ConfigurationSection, model: String) -> Int {
    let count = integer("prewarm", in: parameters, 0...1000) ?? 0
    guard count > 0, model.contains("*") else { return count }
    error(
      at: parameters["prewarm"]?.position,
      "\(parameters.path(of: "prewarm")): clients choose this model (*), so nothing can be dialled before they come; "
        + "write an entry for the model that is to be ready")
    return 0
  }

  /// `api_base`, `api_version`, `ca_file`.
  private mutating func readAddress(_ parameters: ConfigurationSection, into deployment: inout ModelDeployment) {
    deployment.caFile = file("ca_file", in: parameters)
    deployment.apiBase = value(
      "api_base", in: parameters, expected: "ws://, wss://, http:// or https:// and a host, without user or query",
      { UpstreamAddress($0) })
    if let base = deployment.apiBase, !base.usesTLS, !base.isLoopback {
      warning(
        at: parameters["api_base"]?.position,
        "\(parameters.path(of: "api_base")): credentials and speech travel unencrypted; use wss:// or https://")
    }
    let versions = deployment.provider.apiVersions
    deployment.apiVersion = choice("api_version", in: parameters, versions) ?? deployment.apiVersion
  }

  /// Project, location, credential, key: what each provider takes.
  private mutating func readGoogle(_ parameters: ConfigurationSection, into deployment: inout ModelDeployment) {
    let project = string("vertex_project", in: parameters)
    let regions = "a region such as us-central1, us, eu or global"
    let location = value("vertex_location", in: parameters, expected: regions) { text in
      text.isEmpty || !text.utf8.allSatisfy({ Self.isLocationByte($0) }) ? nil : text
    }
    let credentials = credentials(parameters)
    // The value is a secret: read without quoting it.
    let key = parameters["api_key"].flatMap { text(of: $0, path: parameters.path(of: "api_key")) }
    if deployment.provider.isVertex {
      deployment.project = project ?? environment["VERTEXAI_PROJECT"]
      deployment.location =
        location ?? environment["VERTEXAI_LOCATION"] ?? environment["GOOGLE_CLOUD_LOCATION"] ?? deployment.location
      deployment.credentials = credentials ?? .applicationDefault
    }
    switch deployment.provider {
    case .vertex, .vertexBeta:
      deployment.apiKey = key.map { Secret($0) }
    case .aiStudio:
      let inherited = environment["GEMINI_API_KEY"] ?? environment["GOOGLE_API_KEY"]
      // A key that could not be read has been complained about; something stands in, or it would be missed as well.
      deployment.apiKey = (parameters["api_key"] == nil ? inherited : key ?? "unreadable").map { Secret($0) }
      if deployment.apiKey?.isEmpty == true { deployment.apiKey = nil }
    case .simulator: break
    }
  }

  /// Part of a host name: letters, digits and hyphens, so that nothing else can be dialled.
  private static func isLocationByte(_ byte: UInt8) -> Bool {
    (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == 0x2D
  }
}

extension UpstreamAddress {
  /// True for addresses of this machine.
  var isLoopback: Bool {
    host == "localhost" || host == "::1" || host.hasPrefix("127.")
  }
}
