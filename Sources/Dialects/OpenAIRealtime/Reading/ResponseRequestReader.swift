import Conversation

/// Reads a `response.create`. Its `response` may be missing, null or empty. Fields that are only approximated (voice,
/// format, temperature and token limit of a single answer) are checked and then left to the session's own.
struct ResponseRequestReader {
  private var request = ResponseRequest()
  private var evidence = ShapeEvidence()

  static func read(_ event: ClientField) throws(Fault) -> ResponseRequest {
    guard let response = event.present("response") else { return ResponseRequest() }
    var reader = ResponseRequestReader()
    for (name, field) in try response.members() { try reader.read(name, field) }
    reader.request.shape = reader.evidence.shape
    return reader.request
  }

  private mutating func read(_ name: String, _ field: ClientField) throws(Fault) {
    switch name {
    case "output_modalities":
      evidence.sawGA()
      request.output = try field.outputModalities()
    case "modalities":
      evidence.sawFlat()
      request.output = try field.modalities()
    case "instructions": request.instructions = try field.string()
    case "metadata": request.metadata = try field.metadata()
    case "conversation": try refuseOutOfBand(field)
    case "input": try refuseInput(field)
    case "tools": try field.noToolsOfItsOwn()
    case "tool_choice": try field.noToolChoiceOfItsOwn()
    case "prompt": try field.noPrompt()
    case "audio":
      evidence.sawGA()
      try checkAudio(field)
    case "voice":
      evidence.sawFlat()
      _ = try field.voice()
    case "output_audio_format":
      evidence.sawFlat()
      _ = try field.audioFormat()
    case "max_output_tokens", "max_response_output_tokens": _ = try field.outputTokens()
    // Some GA clients send it too; it tells nothing.
    case "temperature": _ = try field.temperature()
    case "parallel_tool_calls": _ = try field.boolean()
    case "reasoning": try field.reasoning()
    default: throw .unknownParameter(field.path)
    }
  }

  private func refuseOutOfBand(_ field: ClientField) throws(Fault) {
    if field.isNull { return }
    guard try field.choice(["auto", "none"]) == "none" else { return }
    throw .unsupported(
      "Responses outside the conversation are not available. Leave 'conversation' out, or send 'auto'.",
      param: field.path)
  }

  private func refuseInput(_ field: ClientField) throws(Fault) {
    if field.isNull { return }
    _ = try field.elements()
    throw .unsupported(
      "'\(field.path)' is not available. Add the items with 'conversation.item.create' first.", param: field.path)
  }

  private func checkAudio(_ audio: ClientField) throws(Fault) {
    for (direction, fields) in try audio.members() {
      guard direction == "output" else { throw .unknownParameter(fields.path) }
      for (name, field) in try fields.members() {
        switch name {
        case "format": _ = try field.audioFormat()
        case "voice": _ = try field.voice()
        case "speed": _ = try field.decimal(in: 0.25...1.5)
        default: throw .unknownParameter(field.path)
        }
      }
    }
  }
}
