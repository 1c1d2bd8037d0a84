import ByteJSON
import Conversation
import VoiceAudio

/// `serverContent`: what belongs to a turn.
extension GeminiMessage {
  mutating func read(serverContent node: JSONNode) {
    var isComplete = false
    var reason: String?
    for (key, value) in node.members ?? [] where !value.isNull {
      switch key {
      case "modelTurn", "model_turn": read(parts: value["parts"]?.elements ?? [])
      case "outputTranscription", "output_transcription": read(outputTranscript: value)
      case "inputTranscription", "input_transcription": read(inputTranscript: value)
      case "interrupted": if value.bool == true { place(.interrupted, .interrupted) }
      case "generationComplete", "generation_complete":
        if value.bool == true { place(.generationComplete, .generationComplete) }
      case "waitingForInput", "waiting_for_input":
        if value.bool == true { place(.waitingForInput, .waitingForInput) }
      case "turnComplete", "turn_complete": isComplete = value.bool == true
      case "turnCompleteReason", "turn_complete_reason": reason = value.string
      case "groundingMetadata", "grounding_metadata": read(grounding: value, named: key)
      case "interactionStatus", "interaction_status": break  // More may follow: the next content opens an answer.
      default: remark(key)
      }
    }
    if isComplete { turnCompleted(reason ?? "") } else if let reason { remark(reason) }
  }

  private mutating func turnCompleted(_ reason: String) {
    switch reason {
    case "", "TURN_COMPLETE_REASON_UNSPECIFIED": place(.turnComplete(.normal), .turnComplete)
    case "NEED_MORE_INPUT":
      place(.waitingForInput, .waitingForInput)
      place(.turnComplete(.normal), .turnComplete)
    default:
      let reason = String(reason.prefix(64))
      let isFilter = ["SAFETY", "PROHIBITED", "BLOCKLIST", "UNSAFE"].contains(where: reason.contains)
      place(.turnComplete(isFilter ? .filtered(reason) : .failed(reason)), .turnComplete)
    }
  }

  private mutating func read(outputTranscript node: JSONNode) {
    guard let text = node["text"]?.string, !text.isEmpty else { return }
    place(.outputTranscript(text), .outputTranscript)
  }

  private mutating func read(inputTranscript node: JSONNode) {
    let text = node["text"]?.string ?? ""
    let isFinished = node["finished"]?.bool == true
    if isFinished || !text.isEmpty { place(.inputTranscript(text, finished: isFinished), .inputTranscript) }
  }

  /// Audio parts one by one, neighbouring texts as one; thoughts are never shown.
  private mutating func read(parts: [JSONNode]) {
    var text = ""
    for part in parts {
      if part["thought"]?.bool == true {
        remark("thought")
      } else if let piece = part["text"]?.string {
        text += piece
      } else {
        flush(&text)
        read(part: part)
      }
    }
    flush(&text)
  }

  private mutating func flush(_ text: inout String) {
    if !text.isEmpty { place(.text(text), .content) }
    text = ""
  }

  private mutating func read(part: JSONNode) {
    guard let blob = part["inlineData"] ?? part["inline_data"] else {
      for (key, _) in part.members ?? [] { remark(key) }
      return
    }
    let type = (blob["mimeType"] ?? blob["mime_type"])?.string ?? ""
    guard case .pcm16(let rate)? = AudioFormat(mimeType: type), Resampler.rates.contains(rate),
      let data = blob["data"], let payload = data.stringRange
    else { return remark("inlineData \(type)") }
    if !payload.isEmpty { place(.audio(payload: payload, escaped: data.hasEscapes, rate: rate), .content) }
  }
}
