import ByteJSON
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
    // LiveKit sends null where it has none.
    case "instructions": request.instructions = try field.isNull ? nil : field.string()
    case "metadata": request.metadata = try field.metadata()
    case "conversation": request.scope = try field.responseScope()
    case "input": request.input = try readInput(field)
    case "tools": request.tools = field.isNull ? nil : try field.tools()
    case "tool_choice": request.toolChoice = field.isNull ? nil : try field.toolChoice()
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

  /// Null is like a missing field: the conversation.
  private mutating func readInput(_ field: ClientField) throws(Fault) -> [ContextItem]? {
    if field.isNull { return nil }
    var items: [ContextItem] = []
    for element in try field.elements() {
      if element.member("type")?.node.isString("item_reference") == true {
        items.append(.reference(id: try element.required("id").identifier()))
      } else {
        let (item, shape) = try ItemReader.read(item: element)
        evidence.saw(shape)
        items.append(.item(item))
      }
    }
    return items
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

extension ClientField {
  fileprivate func responseScope() throws(Fault) -> ResponseRequest.Scope {
    if isNull { return .conversation }
    return try choice(["auto", "none"]) == "none" ? .outside : .conversation
  }
}
