import ByteJSON
import Conversation

/// Reads the `item` of a `conversation.item.create`: a message of text, pictures and recordings in either generation's
/// spelling, a call of a function (history), or what a function gave back.
struct ItemReader {
  private var evidence = ShapeEvidence()

  static func read(_ event: ClientField) throws(Fault) -> (item: NewItem, shape: EventShape) {
    var (item, shape) = try read(item: event.required("item"))
    item.place = try place(event.present("previous_item_id"))
    return (item, shape)
  }

  /// The item alone, without a place.
  static func read(item: ClientField) throws(Fault) -> (item: NewItem, shape: EventShape) {
    var reader = ItemReader()
    let item = try item.object()
    let id = try item.present("id")?.identifier()
    try item.present("status")?.choice(["in_progress", "completed", "incomplete"])
    let kind = try reader.kind(of: item)
    return (NewItem(id: id, kind: kind), reader.evidence.shape)
  }

  private mutating func kind(of item: ClientField) throws(Fault) -> Item.Kind {
    let type = try item.required("type")
    switch try type.choice(Self.kinds + Self.refusedKinds) {
    case "message":
      let role = try item.required("role").choice(Item.Role.self)
      return .message(role: role, content: try content(item.required("content"), role: role))
    case "function_call":
      return .functionCall(
        callID: try item.required("call_id").identifier(), name: try item.required("name").functionName(),
        arguments: try Self.arguments(item.required("arguments")))
    case "function_call_output":
      return .functionCallOutput(
        callID: try item.required("call_id").identifier(), output: try item.required("output").string())
    case let kind:
      throw .unsupported(
        "Items of type '\(kind)' are not available, because tools of type 'mcp' are not.", param: type.path)
    }
  }

  /// A JSON object in a string.
  private static func arguments(_ field: ClientField) throws(Fault) -> RawJSON {
    guard let arguments = RawJSON(validating: try field.string()), arguments.bytes.first == UInt8(ascii: "{") else {
      throw .invalidValue(at: field.path, "the text is not a JSON object such as '{\"city\":\"Paris\"}'")
    }
    return arguments
  }

  private static func place(_ previous: ClientField?) throws(Fault) -> NewItem.Place {
    guard let previous else { return .end }
    let id = try previous.identifier()
    return id == "root" ? .front : .after(id)
  }

  private mutating func content(_ field: ClientField, role: Item.Role) throws(Fault) -> [Item.Content] {
    var parts: [Item.Content] = []
    for part in try field.elements() { parts.append(try self.part(part, role: role)) }
    guard !parts.isEmpty else { throw .invalidValue(at: field.path, "an empty array; it must hold at least one part") }
    return parts
  }

  private mutating func part(_ part: ClientField, role: Item.Role) throws(Fault) -> Item.Content {
    let type = try part.object().required("type")
    switch role {
    case .user:
      switch try type.choice(["input_text", "input_audio", "input_image"]) {
      case "input_audio": return try part.spokenPart()
      case "input_image": return try part.picturePart()
      default: return .inputText(try part.required("text").string())
      }
    case .system:
      try type.choice(["input_text"])
      return .inputText(try part.required("text").string())
    case .assistant:
      if try type.choice(["output_text", "text"]) == "text" { evidence.sawFlat() } else { evidence.sawGA() }
      return .outputText(try part.required("text").string())
    }
  }

  private static let kinds = ["message", "function_call", "function_call_output"]
  private static let refusedKinds = ["mcp_list_tools", "mcp_call", "mcp_approval_request", "mcp_approval_response"]
}
