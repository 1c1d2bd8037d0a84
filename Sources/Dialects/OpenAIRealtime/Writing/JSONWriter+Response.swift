import ByteJSON
import Conversation

extension JSONWriter {
  /// `"response":{…}`; format, voice, limit and temperature are the session's.
  mutating func response(_ response: Response, _ session: SessionConfiguration, _ wire: ClientContract.Wire) {
    object("response") {
      $0.member("object", "realtime.response")
      $0.member("id", response.id)
      $0.status(response.status)
      $0.array("output") {
        for item in response.output { $0.value(item, wire) }
      }
      $0.member("conversation_id", orNull: response.conversationID)
      $0.metadata(response)
      $0.usage(response.usage)
      $0.limit("max_output_tokens", session.maxOutputTokens)
      switch wire {
      case .ga: $0.soundGA(response, session)
      case .beta: $0.soundBeta(response, session)
      }
    }
  }

  /// The client's pairs, and who served it where that is worth a word. The client's own pairs win.
  private mutating func metadata(_ response: Response) {
    guard let servedBy = response.servedBy else { return member("metadata", orNull: response.metadata) }
    let pairs = (try? response.metadata?.parsed())?.members ?? []
    let added = [("parley.deployment", servedBy.deployment), ("parley.model", servedBy.model)]
    object("metadata") {
      for pair in pairs { $0.member(named: pair.key, pair.value.raw) }
      for (key, value) in added where !pairs.contains(where: { $0.key == key }) { $0.member(named: key, value) }
    }
  }

  private mutating func soundGA(_ response: Response, _ session: SessionConfiguration) {
    member("output_modalities", response.modality.outputModalities)
    object("audio") {
      $0.object("output") {
        $0.format(session.outputFormat)
        $0.member("voice", session.voice ?? OpenAIRealtime.unchosenVoice)
      }
    }
  }

  private mutating func soundBeta(_ response: Response, _ session: SessionConfiguration) {
    member("modalities", response.modality.modalities)
    member("voice", session.voice ?? OpenAIRealtime.unchosenVoice)
    member("output_audio_format", session.outputFormat.flatName)
    member("temperature", ifPresent: session.temperature)
  }

  /// `"status":…,"status_details":…`
  private mutating func status(_ status: Response.Status) {
    switch status {
    case .inProgress: plainStatus("in_progress")
    case .completed: plainStatus("completed")
    case .cancelled(let reason): detailedStatus("cancelled") { $0.member("reason", reason.rawValue) }
    case .incomplete(let reason):
      detailedStatus("incomplete") { $0.member("reason", ifPresent: reason?.rawValue) }
    case .failed(let fault):
      detailedStatus("failed") {
        $0.object("error") {
          $0.member("type", fault.kind.rawValue)
          $0.member("code", fault.code)
          $0.member("message", fault.message)
        }
      }
    }
  }

  private mutating func plainStatus(_ name: String) {
    member("status", name)
    null("status_details")
  }

  private mutating func detailedStatus(_ name: String, _ details: (inout JSONWriter) -> Void) {
    member("status", name)
    object("status_details") {
      $0.member("type", name)
      details(&$0)
    }
  }

  /// Every field is there: clients add the numbers up without asking.
  private mutating func usage(_ usage: Usage?) {
    guard let usage else { return null("usage") }
    object("usage") {
      $0.member("total_tokens", usage.total)
      $0.member("input_tokens", usage.input.total)
      $0.member("output_tokens", usage.output.total)
      $0.object("input_token_details") {
        $0.member("text_tokens", usage.input.text)
        $0.member("audio_tokens", usage.input.audio)
        $0.member("image_tokens", usage.input.image)
        $0.member("cached_tokens", usage.cached.total)
        $0.object("cached_tokens_details") {
          $0.member("text_tokens", usage.cached.text)
          $0.member("audio_tokens", usage.cached.audio)
          $0.member("image_tokens", usage.cached.image)
        }
      }
      $0.object("output_token_details") {
        $0.member("text_tokens", usage.output.text)
        $0.member("audio_tokens", usage.output.audio)
      }
    }
  }
}
