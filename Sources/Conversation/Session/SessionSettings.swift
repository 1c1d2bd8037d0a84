/// Every number of `semantics` that is a setting. Times in ms.
package struct SessionSettings: Equatable, Sendable {
  /// Quiet after the last of a row of `session.update`s before `setup` goes up.
  package var setupAfterUpdate = 50
  /// Longest wait of a deferred `setup` after `session.created`.
  package var setupAfterCreated = 500
  /// Longest wait for the upstream to accept a setup.
  package var setupTimeout = 8_000
  /// Transcript quiet after the end of generation before parts are closed, or a text answer is done.
  package var transcriptQuiet = 300
  /// A text answer without a piece waits this long for one after the end of generation.
  package var emptyTextWait = 3_000
  /// After the estimated end of playback, an answer whose turn was never completed is done.
  package var playbackGrace = 2_000
  /// How long flags and transcripts of an interrupted turn are dropped when no end of it comes.
  package var deadTurn = 2_000
  /// Longest time a cancelled answer is dropped.
  package var cancelledTurn = 60_000
  /// A committed turn's transcript is complete after this quiet.
  package var inputTranscriptQuiet = 1_000
  /// A committed turn without any transcript gets an empty one.
  package var inputTranscriptTimeout = 5_000
  /// So long after the last sign of speech, an output transcript may be the answer to it.
  package var turnQuiet = 200
  /// After the silence, a turn with a transcript is closed without further evidence.
  package var turnCloseAfterSilence = 1_500
  /// After the silence, a turn with neither transcript nor answer is closed empty.
  package var emptyTurnCloseAfterSilence = 2_000
  /// A create that took a credit becomes a normal create this long after the end of the speech.
  package var creditTimeout = 3_000
  /// How long an item's credit outlives its answer.
  package var itemCredit = 1_000
  /// How long a create waits for functions' outputs, and their answer for a create.
  package var toolWait = 30_000
  /// Bytes of an answer held for a create.
  package var heldContentBytes = 1 << 20
  /// Upstream silence while an answer is awaited or open, after which another connection is tried; after as much again
  /// the answer fails.
  package var watchdog = 20_000
  /// How often an answer of which nothing came is asked for again when connections break.
  package var answerRepeats = 3
  /// Age at which a connection is left for another at the next idle moment.
  package var connectionMaxAge = 540_000
  /// How long a call that could leave waits for a handle that knows its last turn.
  package var handleWait = 1_000
  /// How long before its announced end a connection is left, idle or not.
  package var leaveBefore = 1_000
  /// Connections lost in a row before the call ends, and how many of a call whose first connection never was ready.
  package var maximumLosses = 5
  package var handshakeAttempts = 3
  /// The first pause before dialling again after the second loss in a row; each further one is twice as long.
  package var redialPause = 500
  /// Answers outside the conversation's stream that may run at a time.
  package var maximumAsides = 4
  /// Longest life of one, with its connection's setup.
  package var asideTimeout = 60_000
  package var sessionMaximum = 3_600_000
  package var sessionIdle = 600_000
  /// A client that does not read is reset after this time.
  package var clientStall = 30_000
  /// How long a call waits for a client that lost its connection and may come back.
  package var reattachWindow = 60_000
  /// Bytes of the events sent last that are kept for such a client, and of those it misses before the upstream has to wait.
  package var keptEvents = 1 << 20
  package var missedEvents = 4 << 20
  /// Audio kept for an upstream that is not there yet; the oldest goes first.
  package var heldAudio = 30_000
  /// Audio kept for a turn that the client ends, or that an answer in progress holds up; the oldest goes first.
  package var manualAudio = 300_000
  /// Audio before a start of speech that goes up with it, where the gateway's detector marks the turns.
  package var preRoll = 500
  /// Two pictures so far apart, in ms, are frames of a video; closer ones were chosen one by one.
  package var videoPace = 200...3_000
  /// Models look at one frame a second; the slack is for clients' clocks.
  package var videoFrameInterval = 900
  /// The microphone runs as long as the last append is no older.
  package var microphonePause = 1_000
  /// Audio kept, after it went up, for a connection that breaks: always, and of a turn without an answer.
  package var repeatAlways = 500
  package var repeatTurn = 10_000
  /// Events for a client that has not been sent `session.created` yet.
  package var maximumEarly = 1_000
  /// Items kept in the record.
  package var maximumItems = 1_000
  /// Bytes of text and base64 in items that have not gone up.
  package var maximumUnsentBytes = 16 << 20

  package init() {}
}
