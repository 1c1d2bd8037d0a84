/// What a model can do, so that nobody asks which vendor it is.
package struct Capabilities: Equatable, Sendable {
  /// How pieces of the user's transcript are to be joined.
  package enum TranscriptStyle: String, Equatable, Sendable {
    case delta
    case cumulative
    /// If the new text starts with all text so far and is longer, it replaces; else it is appended.
    case auto
  }

  /// The setup can be amended on the running connection.
  package var contextUpdate: Bool
  package var transcriptStyle: TranscriptStyle
  /// A new connection takes no audio before a first `.content`, which may be empty: the history that is known.
  package var opensWithHistory: Bool
  /// `.interrupt` has a message that stops an answer.
  package var interruptsByContent: Bool
  /// A recording can be part of an item.
  package var hearsRecordings: Bool
  /// It writes down what it hears and never answers.
  package var transcribesOnly = false
  /// Tokens that the model can keep in mind.
  package var contextTokens: Int

  package init(
    contextUpdate: Bool, transcriptStyle: TranscriptStyle, opensWithHistory: Bool = false,
    interruptsByContent: Bool = true, hearsRecordings: Bool = true, contextTokens: Int = 131_072
  ) {
    self.contextUpdate = contextUpdate
    self.transcriptStyle = transcriptStyle
    self.opensWithHistory = opensWithHistory
    self.interruptsByContent = interruptsByContent
    self.hearsRecordings = hearsRecordings
    self.contextTokens = contextTokens
  }
}
