import Conversation

/// Reads the `item` of a `conversation.item.create`: a message of text parts, in either generation's spelling.
struct ItemReader {
  private var evidence = ShapeEvidence()

  static func read(_ event: ClientField) throws(Fault) -> (item: NewItem, shape: EventShape) {
    var reader = ItemReader()
    let item = try event.required("item").object()
    let id = try item.present("id")?.identifier()
    try item.present("status")?.choice(["in_progress", "completed", "incomplete"])
    try refuseOtherKinds(item.required("type"))
    let role = try item.required("role").choice(Item.Role.self)
    let content = try reader.content(item.required("content"), role: role)
    let place = try place(event.present("previous_item_id"))
    return (NewItem(id: id, place: place, kind: .message(role: role, content: content)), reader.evidence.shape)
  }

  private static func place(_ previous: ClientField?) throws(Fault) -> NewItem.Place {
    guard let previous else { return .end }
    let id = try previous.identifier()
    return id == "root" ? .front : .after(id)
  }

  private static func refuseOtherKinds(_ type: ClientField) throws(Fault) {
    switch try type.choice(["message"] + laterKinds) {
    case "message": return
    case let kind:
      throw .unsupported(
        "Items of type '\(kind)' are not available. Send messages of text: \"type\":\"message\".", param: type.path)
    }
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
      let kind = try type.choice(["input_text", "input_audio", "input_image"])
      guard kind == "input_text" else {
        throw .unsupported(
          "Parts of type '\(kind)' are not available. Send text as 'input_text', and speech as "
            + "'input_audio_buffer.append'.", param: type.path)
      }
      return .inputText(try part.required("text").string())
    case .system:
      try type.choice(["input_text"])
      return .inputText(try part.required("text").string())
    case .assistant:
      if try type.choice(["output_text", "text"]) == "text" { evidence.sawFlat() } else { evidence.sawGA() }
      return .outputText(try part.required("text").string())
    }
  }

  private static let laterKinds = [
    "function_call", "function_call_output", "mcp_list_tools", "mcp_call", "mcp_approval_request",
    "mcp_approval_response",
  ]
}
