package import Conversation
package import Dialects
package import GoogleAuth

/// One way to reach one model: an entry of `model_list`. Entries that share a `model_name` stand in for each other.
package struct ModelDeployment: Equatable, Sendable {
  package enum APIVersion: String, CaseIterable, Equatable, Sendable { case v1, v1beta1, v1beta, v1alpha }

  /// The sample rate at which PCM16 goes up.
  package enum UpstreamInputRate: Equatable, Sendable {
    /// As the client sent it, labelled with its rate; nothing is resampled.
    case native
    /// Always 16 kHz.
    case hz16000
  }

  /// Names this deployment in logs and metrics: the model name, and `#2` and so on from the second entry of that name.
  package var id: String
  package var provider: ModelProvider
  /// The upstream's model id, without the provider's prefix. May hold one `*`, filled from the requested name.
  package var model: String

  /// `vertex_project`. Nil: taken from the environment or the credential.
  package var project: String?
  /// `vertex_location`: a region, `us`, `eu` or `global`.
  package var location: String
  package var credentials: CredentialSetting
  /// `api_key`: AI Studio, or Vertex in express mode.
  package var apiKey: Secret?
  /// `api_base`: replaces Google's host; the API's path is appended to it.
  package var apiBase: UpstreamAddress?
  package var apiVersion: APIVersion
  /// Certificate authorities for this model, before `UpstreamSettings.caFile`.
  package var caFile: String?

  /// A client contract forced on every session of the model. Nil: recognised at the handshake.
  package var contract: ClientContract?
  /// Hz of the audio that clients send: 8000, 16000, 24000 or 48000. Nil: as the contract says.
  package var inputRate: Int?
  /// Nil: as the model's profile says.
  package var upstreamInputRate: UpstreamInputRate?
  /// How the upstream reports transcripts. Nil: as the model's profile says.
  package var transcriptStyle: Capabilities.TranscriptStyle?
  /// Whether recordings in items go up. Nil: they do.
  package var audioItems: GeminiLive.Settings.AudioItems?
  /// Name of the model profile to use. Nil: found by the model id.
  package var profile: String?
  /// OpenAI voice name to Gemini voice name.
  package var voices: [String: String]
  /// The Gemini voice of sessions that name none. Nil: the upstream's own.
  package var defaultVoice: String?
  /// What the holders of client secrets may neither change nor read, besides `AccessSettings.pinned`.
  package var pinned: Set<Pins.Field>
  /// What only Gemini has: `setup`.
  package var setup: SetupBlock

  /// Open sessions of this deployment. Nil: bounded by the process alone.
  package var maxSessions: Int?
  /// Lower ones are used first.
  package var order: Int
  /// 0: serves the name that was asked for; n: stands in for it as its nth fallback.
  package var standIn = 0
  /// Share of new sessions among deployments of one order; 1 and more.
  package var weight: Int
  /// Connections that are kept ready for calls.
  package var prewarm: Int

  package init(
    id: String, provider: ModelProvider, model: String, project: String? = nil, location: String = "us-central1",
    credentials: CredentialSetting = .applicationDefault, apiKey: Secret? = nil, apiBase: UpstreamAddress? = nil,
    apiVersion: APIVersion? = nil, caFile: String? = nil, contract: ClientContract? = nil, inputRate: Int? = nil,
    upstreamInputRate: UpstreamInputRate? = nil, transcriptStyle: Capabilities.TranscriptStyle? = nil,
    audioItems: GeminiLive.Settings.AudioItems? = nil, profile: String? = nil, voices: [String: String] = [:],
    defaultVoice: String? = nil,
    pinned: Set<Pins.Field> = [], setup: SetupBlock = SetupBlock(), maxSessions: Int? = nil, order: Int = 1,
    weight: Int = 1, prewarm: Int = 0
  ) {
    self.id = id
    self.provider = provider
    self.model = model
    self.project = project
    self.location = location
    self.credentials = credentials
    self.apiKey = apiKey
    self.apiBase = apiBase
    self.apiVersion = apiVersion ?? provider.apiVersions[0]
    self.caFile = caFile
    self.contract = contract
    self.inputRate = inputRate
    self.upstreamInputRate = upstreamInputRate
    self.transcriptStyle = transcriptStyle
    self.audioItems = audioItems
    self.profile = profile
    self.voices = voices
    self.defaultVoice = defaultVoice
    self.pinned = pinned
    self.setup = setup
    self.maxSessions = maxSessions
    self.order = order
    self.weight = weight
    self.prewarm = prewarm
  }
}
