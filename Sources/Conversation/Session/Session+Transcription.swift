/// Sessions that only write down what the user says. The model is to stay silent; what it says all the same is dropped
/// unseen and counted.
extension Session {
  var isTranscription: Bool { effective.purpose == .transcription }

  /// What clients may ask of such a session; `names` of the events are OpenAI's.
  private static let served =
    "'session.update', 'transcription_session.update', 'input_audio_buffer.append', 'input_audio_buffer.commit', "
    + "'input_audio_buffer.clear', 'conversation.item.retrieve', 'conversation.item.delete'"

  /// The fault of an event that has no place here; nil: it has.
  func misplaced(_ event: ClientEvent) -> Fault? {
    guard isTranscription else { return nil }
    switch event {
    case .sessionUpdated, .audioAppended, .audioCommitted, .audioCleared, .itemRetrieved, .itemDeleted, .refused:
      return nil
    case .itemCreated(_, _, let id): return Self.notServed("conversation.item.create", id)
    case .itemTruncated(_, _, _, let id): return Self.notServed("conversation.item.truncate", id)
    case .responseRequested(let request): return Self.notServed("response.create", request.eventID)
    case .responseCancelled(_, let id): return Self.notServed("response.cancel", id)
    }
  }

  private static func notServed(_ type: String, _ eventID: String?) -> Fault {
    Fault(
      .invalidRequest, code: "invalid_value",
      "Invalid value: '\(type)'. A transcription session has no responses; supported values are: \(served).",
      param: "type", eventID: eventID)
  }

  /// Whether the session can become what an update asks for. What it is for is settled before its first content.
  func checkPurpose(of wish: SessionConfiguration) throws(Fault) {
    guard wish.purpose != effective.purpose else { return }
    switch wish.purpose {
    case .conversation: break
    case .transcription where !link.hasContent && tally.responses == 0: return
    case .transcription: break
    }
    throw Fault(
      .invalidRequest, code: "invalid_value",
      "The type of a session cannot change. Open another one, with ?intent=transcription if it shall only transcribe.",
      param: "session.type")
  }

  /// What the upstream says, in a session that only transcribes. Returns whether nothing is left to do.
  mutating func heardAsTranscription(_ event: UpstreamEvent, at now: Moment) -> Bool {
    guard isTranscription else { return false }
    switch event {
    case .inputTranscript(let piece, let finished): transcribed(piece, by: .transcription, finished: finished, at: now)
    case .text(let piece) where capabilities.transcribesOnly: transcribed(piece, by: .text, finished: false, at: now)
    case .audio, .text, .outputTranscript: tally.strayPieces += 1
    case .toolCalled(let calls): tally.strayPieces += calls.count
    case .turnComplete, .waitingForInput:
      tally.turnEnded()
      closeHeardTurn(at: now)
    case .cited, .interrupted, .generationComplete, .toolCallsCancelled: break
    case .ready, .usage, .speechStarted, .speechStopped, .resumable, .goingAway, .failed, .ignored: return false
    }
    return true
  }

  /// The turn was committed. Where the upstream does not find its end by itself, it is told, so that the transcript
  /// comes; the answer that it gives to that is nobody's.
  mutating func endTranscribedActivity(at now: Moment) {
    guard manual.isBegun else { return }
    askForAnswer(at: now)
  }

  private mutating func transcribed(_ piece: String, by source: TranscriptSource, finished: Bool, at now: Moment) {
    transcriptSource = transcriptSource ?? source
    guard transcriptSource == source else {
      tally.strayPieces += 1
      return
    }
    userTranscript(piece, finished: finished, at: now)
    guard finished else { return }
    closeHeardTurn(at: now)
    if !turn.isOpen { completeInputTranscript() }
  }

  /// The upstream has heard the user out, and the gateway hears nobody.
  private mutating func closeHeardTurn(at now: Moment) {
    guard effective.turnDetection?.createResponse == true, turn.isQuiet(at: now.ms) else { return }
    closeTurn(awaitsAnswer: false, at: now)
  }
}

/// Where a model that only transcribes puts what it heard. Google does not say; what comes first is believed.
enum TranscriptSource: Equatable, Sendable {
  case transcription
  case text
}
