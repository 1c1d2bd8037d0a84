import ByteJSON
import Conversation
import VoiceAudio

/// One notice of each kind with the values of the reference's examples, and variants of those that have any.
struct NoticeSamples {
  let contract: ClientContract

  static let part = PartAddress(responseID: "resp_B1", itemID: "item_M1", outputIndex: 0)
  static let spoken = Item(
    id: "item_M1", status: .completed, kind: .message(role: .assistant, content: [.outputAudio(transcript: "Hello!")]))
  static let begun = Item(id: "item_M1", status: .inProgress, kind: .message(role: .assistant, content: []))
  static let typed = Item(
    id: "item_U1", status: .completed, kind: .message(role: .user, content: [.inputText("Hi")]))

  var session: SessionConfiguration {
    var session = SessionConfiguration(defaultsOf: contract, voice: contract == .ga ? "marin" : "alloy")
    session.instructions = "Be brief."
    session.turnDetection = .server(silenceMs: 200)
    session.temperature = 0.8
    return session
  }

  var view: SessionView {
    SessionView(
      id: "sess_A1", model: contract == .ga ? "gpt-realtime" : "gpt-4o-realtime-preview", expiresAt: 1_790_000_000,
      effective: session)
  }

  var created: Response { Response(id: "resp_B1", conversationID: "conv_C1", modality: .audio) }

  var done: Response {
    var response = created
    response.status = .completed
    response.output = [NoticeSamples.spoken]
    response.usage = Usage(
      input: .init(text: 119, audio: 13), cached: .init(text: 64), output: .init(text: 30, audio: 91))
    return response
  }

  /// In these the reference has an example with the same values.
  var examples: [ClientNotice] {
    let part = NoticeSamples.part
    return [
      .sessionCreated(view, conversationID: "conv_C1"), .sessionUpdated(view),
      .itemAdded(NoticeSamples.typed, previous: nil), .itemDone(NoticeSamples.spoken, previous: "item_U1"),
      .itemTruncated(id: "item_M1", contentIndex: 0, audioEndMs: 1500), .itemDeleted(id: "item_U1"),
      .speechStarted(itemID: "item_U2", atMs: 1000), .speechStopped(itemID: "item_U2", atMs: 2400),
      .audioCommitted(itemID: "item_U2", previous: nil), .audioCleared,
      .idleTimedOut(itemID: "item_U3", startMs: 13_216, endMs: 19_232), .inputTranscriptDelta(itemID: "item_U2", "Hey"),
      .responseCreated(created, session), .outputItemAdded(responseID: "resp_B1", index: 0, NoticeSamples.begun),
      .partAdded(part, .audio), .textDelta(part, "Hel"), .textDone(part, "Hello!"), .transcriptDelta(part, "Hel"),
      .transcriptDone(part, "Hello!"), .audioDone(part), .partDone(part, .outputAudio(transcript: "Hello!")),
      .argumentsDone(NoticeSamples.callPart, callID: "call_D1", name: "get_weather", NoticeSamples.paris),
      .outputItemDone(responseID: "resp_B1", index: 0, NoticeSamples.spoken), .responseDone(done, session),
      .failed(
        Fault(
          .invalidRequest, code: "invalid_value", "Invalid value: 'foo'.", param: "type", eventID: "evt_9")),
    ]
  }

  /// What the examples leave out: other statuses, formats and parts, nothing known, and text that must be escaped.
  var variants: [ClientNotice] {
    let part = PartAddress(responseID: "resp_B1", itemID: "item_M2", outputIndex: 3, contentIndex: 1)
    let hostile = "\"}\\\n\u{0}\u{1F}\u{7F} é 🎧 </script> \u{2028}"
    let unheard = Item(
      id: "item_U3", status: .incomplete, kind: .message(role: .user, content: [.inputAudio(transcript: nil)]))
    let text = Item(
      id: "item_M3", status: .incomplete,
      kind: .message(role: .assistant, content: [.outputText(hostile), .outputText("")]))
    let system = Item(id: hostile, status: .completed, kind: .message(role: .system, content: [.inputText(hostile)]))
    return [
      .itemAdded(system, previous: "item_U1"), .itemAdded(unheard, previous: nil), .itemDone(text, previous: nil),
      .itemRetrieved(unheard), .inputTranscriptCompleted(itemID: "item_U2", "Hey, \(hostile)", seconds: 1.32),
      .inputTranscriptCompleted(itemID: "item_U2", "", seconds: 0), .partAdded(part, .text),
      .partDone(part, .outputText(hostile)), .textDelta(part, hostile), .audioCommitted(itemID: "b", previous: "a"),
      .failed(Fault(.server, code: "server_error", hostile)),
    ] + sessions.map(ClientNotice.sessionUpdated) + responses.map { .responseDone($0, session) } + functions
  }

  private var sessions: [SessionView] {
    var bare = view
    bare.effective = SessionConfiguration(defaultsOf: contract)
    var other = view
    other.effective.output = .text
    other.effective.inputFormat = .g711MuLaw
    other.effective.outputFormat = .g711ALaw
    other.effective.transcription = .init(model: "whisper-1", language: "de", prompt: "Namen")
    other.effective.noiseReduction = "near_field"
    other.effective.turnDetection = TurnDetection(method: .semantic(.low), interruptResponse: false)
    other.effective.maxOutputTokens = 300
    other.effective.truncation = RawJSON(validating: #""disabled""#)
    other.effective.tracing = RawJSON(validating: #""auto""#)
    var manual = view
    manual.effective.turnDetection = nil
    manual.effective.inputFormat = .pcm16(rate: 16_000)
    manual.effective.outputFormat = .pcm16(rate: 48_000)
    var idle = view
    idle.effective.turnDetection?.method = .server(
      threshold: 0.25, prefixPaddingMs: 0, silenceMs: 1, idleTimeoutMs: 6_000)
    return [bare, other, manual, idle]
  }

  private var responses: [Response] {
    let statuses: [Response.Status] = [
      .cancelled(.turnDetected), .cancelled(.clientCancelled), .incomplete(nil), .incomplete(.contentFilter),
      .incomplete(.maxOutputTokens), .failed(Fault(.server, code: "server_error", "The model gave up. Try again.")),
    ]
    return statuses.map { status in
      var response = done
      response.status = status
      response.conversationID = nil
      response.modality = .text
      response.metadata = RawJSON(validating: #"{"client_event_id":"evt_1"}"#)
      response.usage = nil
      return response
    }
  }
}
