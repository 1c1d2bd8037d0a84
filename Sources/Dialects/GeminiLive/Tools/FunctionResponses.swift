import ByteJSON
import Conversation

/// `{"toolResponse":{"functionResponses":[{"id"?:…,"name":…,"response":{…}}]}}`
enum FunctionResponses {
  static func message(_ results: [ToolResult]) -> [UInt8] {
    var writer = JSONWriter()
    writer.object {
      $0.object("toolResponse") {
        $0.array("functionResponses") { list in
          for result in results { list.object { write(result, to: &$0) } }
        }
      }
    }
    return writer.bytes
  }

  /// An id goes back only if the call had one: older models close the connection on others (W).
  private static func write(_ result: ToolResult, to response: inout JSONWriter) {
    response.member("id", ifPresent: result.id)
    response.member("name", result.name)
    response.key("response")
    guard let output = result.output else { return response.object { $0.member("error", "no output") } }
    guard let json = RawJSON(validating: output) else { return response.object { $0.member("output", output) } }
    if json.bytes.first == UInt8(ascii: "{") {
      response.value(json)
    } else {
      response.object { $0.member("output", json) }
    }
  }
}
