import ByteJSON
package import Conversation

extension OpenAIRealtime {
  package mutating func decode(_ message: RawSpan) -> ClientEvent {
    if let frame = AudioScanner.append(message), frame.eventID.map({ $0.count <= 512 }) ?? true {
      return .audioAppended(
        payload: frame.audio, escaped: frame.escaped, eventID: frame.eventID.map { message.text(in: $0) })
    }
    return decodeControl(message)
  }

  private func decodeControl(_ message: RawSpan) -> ClientEvent {
    let event: ClientField
    do {
      event = ClientField(path: "", node: try JSONNode.parse(message))
    } catch {
      return .refused(.unreadable(error.description))
    }
    guard event.node.kind == .object else {
      return .refused(.unreadable("it is \(event.node.kind.phrase), not an object"))
    }
    var eventID: String?
    do throws(Fault) {
      eventID = try event.present("event_id")?.string(atMost: 512)
      return try read(event, eventID: eventID)
    } catch {
      return .refused(error.caused(by: eventID))
    }
  }

  private func read(_ event: ClientField, eventID: String?) throws(Fault) -> ClientEvent {
    guard let type = event.member("type") else { throw .unreadable("it has no 'type'") }
    switch try type.string() {
    case "session.update":
      var update = try SessionUpdateReader.read(event, under: claim)
      update.eventID = eventID
      return .sessionUpdated(update)
    case "input_audio_buffer.append": return try append(event, eventID: eventID)
    case "input_audio_buffer.commit": return .audioCommitted(eventID: eventID)
    case "input_audio_buffer.clear": return .audioCleared(eventID: eventID)
    case "conversation.item.create":
      let (item, shape) = try ItemReader.read(event)
      return .itemCreated(item, shape: shape, eventID: eventID)
    case "conversation.item.retrieve":
      return .itemRetrieved(id: try event.required("item_id").identifier(), eventID: eventID)
    case "conversation.item.delete":
      return .itemDeleted(id: try event.required("item_id").identifier(), eventID: eventID)
    case "conversation.item.truncate":
      return .itemTruncated(
        id: try event.required("item_id").identifier(),
        contentIndex: try event.required("content_index").integer(in: 0...Int.max),
        audioEndMs: try event.required("audio_end_ms").integer(in: 0...Int.max), eventID: eventID)
    case "response.create":
      var request = try ResponseRequestReader.read(event)
      request.eventID = eventID
      return .responseRequested(request)
    case "response.cancel":
      return .responseCancelled(id: try event.present("response_id")?.identifier(), eventID: eventID)
    case "output_audio_buffer.clear":
      throw .unsupported(
        "Only WebRTC and SIP calls have an output buffer. Send 'response.cancel' and stop playing.", param: "type")
    case "transcription_session.update":
      var update = try SessionUpdateReader.readTranscription(event.required("session").object())
      update.eventID = eventID
      return .sessionUpdated(update)
    case let other: throw .invalidValue(other, at: "type", supported: OpenAIRealtime.clientEventTypes)
    }
  }

  /// The spellings that the scanner leaves to the general reader.
  private func append(_ event: ClientField, eventID: String?) throws(Fault) -> ClientEvent {
    let audio = try event.required("audio")
    guard let payload = audio.node.stringRange else { throw audio.mistyped("a string") }
    return .audioAppended(payload: payload, escaped: audio.node.hasEscapes, eventID: eventID)
  }

  private static let clientEventTypes = [
    "session.update", "transcription_session.update", "input_audio_buffer.append", "input_audio_buffer.commit",
    "input_audio_buffer.clear",
    "conversation.item.create", "conversation.item.retrieve", "conversation.item.truncate",
    "conversation.item.delete", "response.create", "response.cancel",
  ]
}

extension RawSpan {
  fileprivate func text(in range: Range<Int>) -> String {
    withUnsafeBytes { String(decoding: $0[range], as: UTF8.self) }
  }
}
