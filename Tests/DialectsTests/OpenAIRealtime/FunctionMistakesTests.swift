import Conversation
import Testing

@testable import Dialects

@Suite("What clients get wrong about functions")
struct FunctionMistakesTests {
  typealias Mistake = ClientMistakesTests.Mistake

  static let tools: [Mistake] = [
    .session(#""tools":null"#, "invalid_type", "tools"), .session(#""tools":{}"#, "invalid_type", "tools"),
    .session(#""tools":[7]"#, "invalid_type", "tools[0]"),
    .session(#""tools":[{}]"#, "missing_required_parameter", "tools[0].type"),
    .session(#""tools":[{"type":"function"}]"#, "missing_required_parameter", "tools[0].name"),
    .session(
      #""tools":[{"type":"function","function":{"name":"f","parameters":{}}}]"#, "missing_required_parameter",
      "tools[0].name"),
    .session(#""tools":[{"type":"function","name":""}]"#, "invalid_value", "tools[0].name"),
    .session(#""tools":[{"type":"function","name":"get weather"}]"#, "invalid_value", "tools[0].name"),
    .session(#""tools":[{"type":"function","name":"wetter.größe"}]"#, "invalid_value", "tools[0].name"),
    .session(
      #""tools":[{"type":"function","name":"\#(String(repeating: "f", count: 65))"}]"#, "string_above_max_length",
      "tools[0].name"),
    .session(
      #""tools":[{"type":"function","name":"f"},{"type":"function","name":"f"}]"#, "invalid_value", "tools[1].name"),
    .session(#""tools":[{"type":"function","name":"f","description":1}]"#, "invalid_type", "tools[0].description"),
    .session(#""tools":[{"type":"function","name":"f","parameters":"{}"}]"#, "invalid_type", "tools[0].parameters"),
    .session(#""tools":[{"type":"function","name":"f","parameters":[]}]"#, "invalid_type", "tools[0].parameters"),
    .session(#""tools":[{"type":"function","name":"f","strict":"yes"}]"#, "invalid_type", "tools[0].strict"),
    .session(#""tools":[{"type":"function","name":"f","params":{}}]"#, "unknown_parameter", "tools[0].params"),
    .session(
      #""tools":[{"type":"function","name":"f"},{"type":"mcp","server_label":"x"}]"#, "unsupported_feature",
      "tools[1]"),
    .session(#""tools":[{"type":"web_search"}]"#, "unsupported_feature", "tools[0]"),
    .session(#""tool_choice":"any""#, "invalid_value", "tool_choice"),
    .session(#""tool_choice":null"#, "invalid_type", "tool_choice"),
    .session(#""tool_choice":{"type":"function"}"#, "missing_required_parameter", "tool_choice.name"),
    .session(#""tool_choice":{"type":"tool"}"#, "invalid_value", "tool_choice.type"),
    .session(#""tool_choice":{"type":"mcp","server_label":"x"}"#, "unsupported_feature", "tool_choice"),
  ]

  static let responses: [Mistake] = [
    .response(#""tools":[{"type":"mcp","server_label":"x"}]"#, "unsupported_feature", "tools[0]"),
    .response(#""tools":{}"#, "invalid_type", "tools"),
    .response(#""tool_choice":"any""#, "invalid_value", "tool_choice"),
  ]

  static let items: [Mistake] = [
    .item(#""type":"function_call_output","output":"1""#, "missing_required_parameter", ".call_id"),
    .item(#""type":"function_call_output","call_id":"","output":"1""#, "invalid_value", ".call_id"),
    .item(#""type":"function_call_output","call_id":"c""#, "missing_required_parameter", ".output"),
    .item(#""type":"function_call_output","call_id":"c","output":{"ok":true}"#, "invalid_type", ".output"),
    .item(#""type":"function_call_output","call_id":"c","output":42"#, "invalid_type", ".output"),
    .item(#""type":"function_call_output","call_id":"c","output":null"#, "invalid_type", ".output"),
    .item(#""type":"function_call","name":"f","arguments":"{}""#, "missing_required_parameter", ".call_id"),
    .item(#""type":"function_call","call_id":"c","arguments":"{}""#, "missing_required_parameter", ".name"),
    .item(#""type":"function_call","call_id":"c","name":"f g","arguments":"{}""#, "invalid_value", ".name"),
    .item(#""type":"function_call","call_id":"c","name":"f""#, "missing_required_parameter", ".arguments"),
    .item(#""type":"function_call","call_id":"c","name":"f","arguments":{}"#, "invalid_type", ".arguments"),
    .item(#""type":"function_call","call_id":"c","name":"f","arguments":"""#, "invalid_value", ".arguments"),
    .item(#""type":"function_call","call_id":"c","name":"f","arguments":"[]""#, "invalid_value", ".arguments"),
    .item(#""type":"function_call","call_id":"c","name":"f","arguments":"{}{}""#, "invalid_value", ".arguments"),
    .item(#""type":"mcp_call","name":"f""#, "unsupported_feature", ".type"),
  ]

  @Test("Each mistake is refused with its code and the field at fault", arguments: tools + responses + items)
  func refused(mistake: Mistake) {
    let fault = OpenAIRealtime.speaking(.ga).reading(mistake.event).fault
    #expect(fault?.code == mistake.code, "\(fault?.message ?? "accepted")")
    #expect(fault?.param == mistake.param)
    #expect(fault?.kind == .invalidRequest)
    #expect(fault?.message.isEmpty == false)
  }
}
