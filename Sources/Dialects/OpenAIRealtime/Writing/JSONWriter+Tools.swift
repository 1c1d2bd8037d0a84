import ByteJSON
import Conversation

extension JSONWriter {
  /// `"tools":[…]`: schemas byte for byte.
  mutating func tools(_ tools: [Tool]) {
    array("tools") {
      for tool in tools { $0.tool(tool) }
    }
  }

  /// `"tool_choice":…`: a string where a choice has one (pipecat takes no other). The beta's session has strings only:
  /// there a named function shows as `required`.
  mutating func toolChoice(_ choice: ToolChoice, _ wire: ClientContract.Wire) {
    switch (choice, wire) {
    case (.auto, _): member("tool_choice", "auto")
    case (.none, _): member("tool_choice", "none")
    case (.required, _), (.function, .beta): member("tool_choice", "required")
    case (.function(let name), .ga):
      object("tool_choice") {
        $0.member("type", "function")
        $0.member("name", name)
      }
    }
  }

  private mutating func tool(_ tool: Tool) {
    object {
      $0.member("type", "function")
      $0.member("name", tool.name)
      $0.member("description", ifPresent: tool.description)
      $0.member("parameters", ifPresent: tool.parameters)
    }
  }

  /// Some or all of a call's arguments, which are JSON in a string. `name` of the function comes under GA only.
  mutating func arguments(
    of part: PartAddress, callID: String, name: String? = nil, _ key: StaticString, _ arguments: RawJSON
  ) {
    member("response_id", part.responseID)
    member("item_id", part.itemID)
    member("output_index", part.outputIndex)
    member("call_id", callID)
    member("name", ifPresent: name)
    member(key, arguments.text)
  }
}
