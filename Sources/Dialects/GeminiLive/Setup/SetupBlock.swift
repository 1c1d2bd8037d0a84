package import ByteJSON

/// What only Gemini has: a model's `setup:` block in the configuration. Everything is off, or the model's own, until an
/// owner says otherwise, because a field that a model does not know closes its connections.
package struct SetupBlock: Equatable, Sendable {
  /// Google's search, or its enterprise kind.
  package struct Search: Equatable, Sendable {
    package var excludedDomains: [String]

    package init(excludedDomains: [String] = []) { self.excludedDomains = excludedDomains }
  }

  /// How much the model thinks before it answers. Older models count tokens, newer ones know levels.
  package struct Thinking: Equatable, Sendable {
    package enum Level: String, CaseIterable, Equatable, Sendable { case minimal, low, medium, high }

    /// Tokens; 0 is off, -1 is as many as the model likes.
    package var budget: Int?
    package var level: Level?
    /// The model sends what it thinks. It is counted, and never shown or spoken.
    package var includeThoughts: Bool?

    package init(budget: Int? = nil, level: Level? = nil, includeThoughts: Bool? = nil) {
      self.budget = budget
      self.level = level
      self.includeThoughts = includeThoughts
    }
  }

  package struct Safety: Equatable, Sendable {
    package enum Category: String, CaseIterable, Equatable, Sendable {
      case harassment
      case hateSpeech = "hate_speech"
      case sexuallyExplicit = "sexually_explicit"
      case dangerousContent = "dangerous_content"
      case civicIntegrity = "civic_integrity"
      case jailbreak
    }

    package enum Threshold: String, CaseIterable, Equatable, Sendable {
      case blockLowAndAbove = "block_low_and_above"
      case blockMediumAndAbove = "block_medium_and_above"
      case blockOnlyHigh = "block_only_high"
      case blockNone = "block_none"
      case off
    }

    package enum Method: String, CaseIterable, Equatable, Sendable { case severity, probability }

    package var category: Category
    package var threshold: Threshold

    package init(_ category: Category, _ threshold: Threshold) {
      self.category = category
      self.threshold = threshold
    }
  }

  package struct Translation: Equatable, Sendable {
    /// BCP 47: what the model speaks.
    package var target: String
    /// Speech that is in the target language already is repeated.
    package var echoesTarget: Bool?

    package init(target: String, echoesTarget: Bool? = nil) {
      self.target = target
      self.echoesTarget = echoesTarget
    }
  }

  package enum MediaResolution: String, CaseIterable, Equatable, Sendable { case low, medium, high }

  /// Which input belongs to a user's turn.
  package enum TurnCoverage: String, CaseIterable, Equatable, Sendable {
    case onlyActivity = "only_activity"
    case allInput = "all_input"
    case audioActivityAndAllVideo = "audio_activity_and_all_video"
  }

  package var googleSearch: Search?
  package var enterpriseWebSearch: Search?
  /// A `Retrieval` object in Google's own words: `vertexRagStore`, `vertexAiSearch`.
  package var retrieval: RawJSON?
  /// BCP 47: what the model speaks.
  package var languageCode: String?
  package var translation: Translation?
  package var thinking: Thinking?
  package var safety: [Safety] = []
  package var safetyMethod: Safety.Method?
  package var affectiveDialog: Bool?
  package var proactiveAudio: Bool?
  /// For Google's bills.
  package var labels: [String: String] = [:]
  /// Words that the transcription of the user's speech should know.
  package var customVocabulary: [String] = []
  /// BCP 47: what the transcription of the user's speech may expect.
  package var transcriptionLanguages: [String] = []
  package var mediaResolution: MediaResolution?
  package var turnCoverage: TurnCoverage?
  package var explicitVADSignal: Bool?
  package var topP: Double?
  package var topK: Int?
  package var seed: Int?
  package var presencePenalty: Double?
  package var frequencyPenalty: Double?

  package init() {}
}
