import ByteJSON
package import Conversation

extension OpenAIRealtime {
  package mutating func encode(_ notice: ClientNotice, numbers: inout Int) -> [[UInt8]] {
    let wire = wire
    switch notice {
    case .sessionCreated(let view, let conversationID):
      let created = event(wire.session(view, "created"), &numbers) { $0.session(view, wire) }
      switch (wire, view.effective.purpose, conversationID) {
      case (.ga, _, _), (.beta, .transcription, _), (.beta, .conversation, nil): return [created]
      case (.beta, .conversation, let conversationID?):
        return [created, event("conversation.created", &numbers) { $0.conversation(conversationID) }]
      }
    case .sessionUpdated(let view):
      return [event(wire.session(view, "updated"), &numbers) { $0.session(view, wire) }]

    case .itemAdded(let item, let previous):
      return [event(wire.itemAdded, &numbers) { $0.placed(item, after: previous, wire) }]
    case .itemDone(let item, let previous):
      switch wire {
      case .ga: return [event("conversation.item.done", &numbers) { $0.placed(item, after: previous, wire) }]
      case .beta: return []
      }
    case .itemRetrieved(let item):
      return [event("conversation.item.retrieved", &numbers) { $0.item(item, wire) }]
    case .itemTruncated(let id, let contentIndex, let audioEndMs):
      return [event("conversation.item.truncated", &numbers) { $0.truncation(of: id, contentIndex, audioEndMs) }]
    case .itemDeleted(let id):
      return [event("conversation.item.deleted", &numbers) { $0.member("item_id", id) }]

    case .speechStarted(let itemID, let ms):
      return [event("input_audio_buffer.speech_started", &numbers) { $0.speech(itemID, "audio_start_ms", ms) }]
    case .speechStopped(let itemID, let ms):
      return [event("input_audio_buffer.speech_stopped", &numbers) { $0.speech(itemID, "audio_end_ms", ms) }]
    case .audioCommitted(let itemID, let previous):
      return [event("input_audio_buffer.committed", &numbers) { $0.commit(itemID, after: previous) }]
    case .audioCleared:
      return [event("input_audio_buffer.cleared", &numbers) { _ in }]
    case .idleTimedOut(let itemID, let startMs, let endMs):
      switch wire {
      case .ga:
        return [
          event("input_audio_buffer.timeout_triggered", &numbers) { $0.silence(itemID, from: startMs, to: endMs) }
        ]
      case .beta: return []
      }
    case .inputTranscriptDelta(let itemID, let text):
      let type = "conversation.item.input_audio_transcription.delta"
      return [event(type, &numbers) { $0.inputTranscript(itemID, "delta", text) }]
    case .inputTranscriptCompleted(let itemID, let text, let seconds):
      let type = "conversation.item.input_audio_transcription.completed"
      return [event(type, &numbers) { $0.inputTranscript(itemID, "transcript", text, seconds: seconds) }]

    case .responseCreated(let response, let session):
      return [event("response.created", &numbers) { $0.response(response, session, wire) }]
    case .responseDone(let response, let session):
      return [event("response.done", &numbers) { $0.response(response, session, wire) }]
    case .outputItemAdded(let responseID, let index, let item):
      return [event("response.output_item.added", &numbers) { $0.output(item, at: index, of: responseID, wire) }]
    case .outputItemDone(let responseID, let index, let item):
      return [event("response.output_item.done", &numbers) { $0.output(item, at: index, of: responseID, wire) }]
    case .partAdded(let part, let modality):
      return [event("response.content_part.added", &numbers) { $0.part(part, .empty(modality)) }]
    case .partDone(let part, let content, let citations):
      return [event("response.content_part.done", &numbers) { $0.part(part, content, citations) }]
    case .textDelta(let part, let text):
      return [event(wire.textDelta, &numbers) { $0.piece(of: part, "delta", text) }]
    case .textDone(let part, let text):
      return [event(wire.textDone, &numbers) { $0.piece(of: part, "text", text) }]
    case .transcriptDelta(let part, let text):
      return [event(wire.transcriptDelta, &numbers) { $0.piece(of: part, "delta", text) }]
    case .transcriptDone(let part, let text):
      return [event(wire.transcriptDone, &numbers) { $0.piece(of: part, "transcript", text) }]
    case .audioDone(let part):
      return [event(wire.audioDone, &numbers) { $0.address(part) }]
    case .argumentsDelta(let part, let callID, let text):
      let type = "response.function_call_arguments.delta"
      return [event(type, &numbers) { $0.arguments(of: part, callID: callID, "delta", text) }]
    case .argumentsDone(let part, let callID, let name, let text):
      let type = "response.function_call_arguments.done"
      return [
        event(type, &numbers) { $0.arguments(of: part, callID: callID, name: wire.named(name), "arguments", text) }
      ]

    case .failed(let fault):
      return [event("error", &numbers) { $0.error(fault) }]
    }
  }

  /// One message: `type`, `event_id`, then what `members` writes. Takes the next of `numbers`.
  private func event(_ type: String, _ numbers: inout Int, _ members: (inout JSONWriter) -> Void) -> [UInt8] {
    numbers += 1
    let number = numbers
    var storage: [UInt8] = []
    storage.reserveCapacity(512)
    var writer = JSONWriter(reusing: storage)
    writer.object {
      $0.member("type", type)
      eventIDs.write(number, to: &$0)
      members(&$0)
    }
    return writer.bytes
  }
}

extension Item.Content {
  /// What a part of an answer begins as.
  fileprivate static func empty(_ modality: SessionConfiguration.Output) -> Item.Content {
    switch modality {
    case .text: .outputText("")
    case .audio, .likeTheTurn: .outputAudio(transcript: "")
    }
  }
}
