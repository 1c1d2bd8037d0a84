package import Conversation

/// Google's Gemini Live (`BidiGenerateContent`), on Vertex AI and AI Studio.
///
/// What is odd about it, and where that is dealt with. (S) is Google's SDK, google-genai 3.4.0; (D) Google's
/// documentation; (W) reports from the field. All read 2026-11-22.
///
/// - `setup` is the first message and the only one; what it got wrong comes back as a close frame (S, D): `+Close`.
/// - Exactly one modality. Native audio models refuse TEXT: they are asked for AUDIO and a transcript (D): `+Setup`.
/// - An unknown field closes with 1007, so nothing is sent that a profile does not have (D): `ModelProfile`.
/// - JSON comes in binary frames, with camel or snake case names, int64 as text, defaults left out (S): `+Decode`.
/// - One message can carry content, usage and flags at once; content counts first (W): `GeminiMessage`.
/// - A transcript may be pieces, or all text so far (W): `ModelProfile.transcriptStyle`.
/// - Vertex says `candidatesTokenCount` where AI Studio says `responseTokenCount`; details need not add up (S, W).
/// - `clientContent` interrupts; 2.x answers only to a user turn, 3.1 takes it only at the start (D): `+Encode`.
/// - There is no system role. 3.8 has `contextUpdate`; the others get the text as a marked user turn (D): `+Encode`.
/// - There is no message to cancel; a `clientContent` that does not complete a turn interrupts (D): `+Encode`.
/// - Schemas of functions are a subset of OpenAPI 3.0; what is not in it closes with 1007 (D, W): `SchemaConversion`.
/// - There is no choice of tools: a demand for one is said to the model in words (D): `SetupNegotiation+Tools`.
/// - Calls and outputs of an earlier connection can only be told as text (S): `History`.
/// - Pictures are parts of a turn, or frames of a video that nothing answers (D); recordings are parts, too, though only
///   Google's other interfaces say so (?): `Settings.AudioItems`.
/// - `prefixPaddingMs` is not OpenAI's `prefix_padding_ms`: it is the speech needed before a start counts (D). Not sent.
/// - Vertex's page asks for 16 kHz, its servers take any rate that the media type states (D, S): `Settings.inputRate`.
package struct GeminiLive: UpstreamDialect {
  /// What an owner may decide about a model.
  package struct Settings: Equatable, Sendable {
    package enum InputRate: Equatable, Sendable {
      /// The client's own rate, said in the media type; G.711 goes up as 16 kHz.
      case native
      /// Always 16 kHz.
      case hz16000
    }

    /// Whether a recording in an item goes up, as a sound file. Google describes such parts for its other interfaces
    /// only, so an owner can say no.
    package enum AudioItems: String, Equatable, Sendable {
      case send
      case refuse
    }

    /// OpenAI's voice names, or an owner's, in lower case → Gemini's.
    package var voices: [String: String]
    /// The voice of sessions that name none. Nil: the model's own.
    package var defaultVoice: String?
    package var inputRate: InputRate
    /// Overrides the profile's.
    package var transcriptStyle: Capabilities.TranscriptStyle?
    package var audioItems: AudioItems
    /// What only Gemini has.
    package var setup: SetupBlock

    /// `voices` come on top of the default map.
    package init(
      voices: [String: String] = [:], defaultVoice: String? = nil, inputRate: InputRate = .native,
      transcriptStyle: Capabilities.TranscriptStyle? = nil, audioItems: AudioItems = .send,
      setup: SetupBlock = SetupBlock()
    ) {
      let own = voices.map { ($0.key.lowercased(), $0.value) }
      self.voices = GeminiVoices.forOpenAI.merging(own) { _, owners in owners }
      self.defaultVoice = defaultVoice
      self.inputRate = inputRate
      self.transcriptStyle = transcriptStyle
      self.audioItems = audioItems
      self.setup = setup
    }
  }

  let profile: ModelProfile
  let service: GeminiService
  let modelPath: String
  let settings: Settings
  var history: History
  var microphone = Microphone()

  /// `modelPath` is what `setup` calls the model; `GeminiEndpoint` makes it.
  package init(
    profile: ModelProfile, service: GeminiService, modelPath: String, settings: Settings = Settings()
  ) {
    self.profile = profile
    self.service = service
    self.modelPath = modelPath
    self.settings = settings
    history = History(profile)
  }

  package var capabilities: Capabilities {
    var capabilities = Capabilities(
      contextUpdate: profile.contextUpdate,
      transcriptStyle: settings.transcriptStyle ?? profile.transcriptStyle,
      opensWithHistory: profile.seeding == .opening, interruptsByContent: profile.seeding != .opening,
      hearsRecordings: settings.audioItems == .send, contextTokens: profile.contextWindow)
    capabilities.transcribesOnly = profile.transcribesOnly
    return capabilities
  }
}
