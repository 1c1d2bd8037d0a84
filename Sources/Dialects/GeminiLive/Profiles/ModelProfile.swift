package import Conversation

/// What one model of Gemini Live can do and how it wants to be spoken to: the quirks of all models, as data.
package struct ModelProfile: Equatable, Sendable {
  /// What `responseModalities` may name; always exactly one of them at a time.
  package enum Outputs: Equatable, Sendable {
    case audio
    case text
    case textOrAudio
  }

  /// What `clientContent` is good for.
  package enum Seeding: Equatable, Sendable {
    /// All session long, with roles.
    case anyTime
    /// All session long; an answer needs a user turn as the last one.
    case endingWithUser
    /// Once, before the first realtime input; afterwards there is only `realtimeInput.text`.
    case opening
  }

  package enum Thinking: Equatable, Sendable {
    /// `thinkingConfig` closes the connection.
    case none
    case budget
    case level
  }

  /// A habit that some models can be told to have.
  package enum Habit: Equatable, Sendable {
    /// Naming it closes the connection.
    case none
    case setting
    /// By itself; it cannot be switched off, and naming it helps nothing.
    case always
  }

  package enum LanguageChoice: Equatable, Sendable {
    /// `speechConfig.languageCode` is honoured.
    case honoured
    /// The model hears which language it is; it may close on the field. Sent only where an owner asks for it.
    case uncertain
    /// `translationConfig` names the language to speak.
    case translates
    /// It does not speak.
    case none
  }

  package enum Status: Equatable, Sendable {
    case stable
    case preview
    /// Still served, until this date.
    case retiring(on: String)
    /// No longer served since this date; nil: not known since when.
    case retired(on: String?)
    /// Not in the table: treated like its nearest relative.
    case unlisted
  }

  package var id: String
  package var services: [GeminiService.Kind]
  package var status: Status
  package var outputs: Outputs
  /// In Google's spelling; empty where a voice cannot be chosen.
  package var voices: [String]
  package var seeding: Seeding
  package var transcriptStyle: Capabilities.TranscriptStyle
  /// `contextUpdate` changes instructions and tools on a running connection.
  package var contextUpdate = false
  /// Function declarations may carry `behavior`.
  package var behaviorField = false
  package var thinking = Thinking.none
  package var proactivity = Habit.none
  package var affectiveDialog = Habit.none
  package var language = LanguageChoice.uncertain
  /// It can call functions, and be given Google's search and retrieval.
  package var tools = true
  /// `inputAudioTranscription.customVocabulary` is taken.
  package var customVocabulary = false
  /// Tokens.
  package var contextWindow = 131_072
  /// Tokens of one answer, speech included: 25 a second.
  package var longestAnswer = 65_536
  /// Speech to text, without an answer.
  package var transcribesOnly = false
  package var resumption = true
  package var compression = true

  /// The voice of that name, letters in any case.
  package func voice(named name: String) -> String? {
    let wanted = name.lowercased()
    return voices.first { $0.lowercased() == wanted }
  }
}
