/// How the simulated service behaves. The defaults are those of a person trying it out; tests set the times to zero.
package struct SimulatorConfiguration: Equatable, Sendable {
  /// Milliseconds from `setup` to `setupComplete`.
  package var setupDelayMs: Int64 = 100
  /// Milliseconds from the end of the user's turn to the first content of the answer.
  package var answerDelayMs: Int64 = 300
  /// Milliseconds that a connection may stay silent before its `setup`.
  package var setupTimeoutMs: Int64 = 30_000
  /// Time to send a stretch of audio, as a fraction of its length: 0 sends all of it at once, 1 in real time.
  package var pace = 0.25
  /// Milliseconds of audio in one message.
  package var chunkMs = 40
  /// Time that playback is taken to last, as a fraction of its length; `turnComplete` waits for it.
  package var playbackFactor = 1.0
  /// Milliseconds from `interrupted` to the `turnComplete` of the same turn.
  package var interruptionTailMs: Int64 = 150
  /// Milliseconds that a connection lives.
  package var connectionLifeMs: Int64 = 600_000
  /// Milliseconds before the end of a connection's life at which `goAway` says so.
  package var goAwayNoticeMs: Int64 = 60_000
  /// Milliseconds of the caller's speech that are kept to be played back; more is forgotten.
  package var playbackLimitMs = 30_000
  /// The last piece of an input transcript says `finished`. Google often leaves that out.
  package var marksFinishedTranscripts = false
  /// A call that holds the conversation up also ends the turn with `generationComplete` and `turnComplete`.
  /// Some models do this, others do not.
  package var completesTurnAtToolCall = false
  /// Last path segments of the models that exist; nil if every name does.
  package var knownModels: Set<String>?
  /// Access tokens and API keys that are accepted; nil accepts any that is not empty.
  package var acceptedTokens: Set<String>?
  /// Sessions at once; more are answered with 503.
  package var connectionLimit = 10_000
  /// Bytes of one client message; a larger one ends its connection with 1009.
  package var messageLimit = 16 << 20

  package init() {}

  /// Everything at once, nothing waits: for tests.
  package static var immediate: SimulatorConfiguration {
    var configuration = SimulatorConfiguration()
    configuration.setupDelayMs = 0
    configuration.answerDelayMs = 0
    configuration.pace = 0
    configuration.playbackFactor = 0
    configuration.interruptionTailMs = 0
    return configuration
  }
}
