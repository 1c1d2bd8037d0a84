import ByteJSON
import Conversation

/// What a client hears of functions: calls with and without arguments, outputs, and the tools of a session.
extension NoticeSamples {
  static let callPart = PartAddress(responseID: "resp_B1", itemID: "item_F1", outputIndex: 0)
  static let paris = RawJSON { $0.object { $0.member("city", "Paris") } }

  static func call(_ status: Item.Status, _ arguments: RawJSON?) -> Item {
    Item(
      id: "item_F1", status: status,
      kind: .functionCall(callID: "call_D1", name: "get_weather", arguments: arguments))
  }

  static let weather = Tool(
    name: "get_weather", description: "Weather of a city",
    parameters: RawJSON(validating: #"{ "type":"object", "properties":{"city":{"type":"string","maxLength":1e2}} }"#))

  var functions: [ClientNotice] {
    let begun = NoticeSamples.call(.inProgress, nil)
    let ended = NoticeSamples.call(.completed, NoticeSamples.paris)
    let cut = NoticeSamples.call(.incomplete, .emptyObject)
    let output = Item(
      id: "item_O1", status: .completed, kind: .functionCallOutput(callID: "call_D1", output: "\"\\\n{é 🎧"))
    var called = done
    called.output = [NoticeSamples.spoken, ended]
    return [
      .outputItemAdded(responseID: "resp_B1", index: 1, begun), .itemAdded(begun, previous: "item_M1"),
      .argumentsDelta(NoticeSamples.callPart, callID: "call_D1", NoticeSamples.paris),
      .outputItemDone(responseID: "resp_B1", index: 1, ended), .itemDone(ended, previous: "item_M1"),
      .itemDone(cut, previous: nil), .responseDone(called, session), .itemAdded(output, previous: "item_F1"),
      .itemDone(output, previous: "item_F1"), .itemRetrieved(output), .itemRetrieved(ended),
    ] + toolSessions.map(ClientNotice.sessionUpdated)
  }

  var toolSessions: [SessionView] {
    let choices: [ToolChoice] = [.auto, .none, .required, .function("get_weather")]
    return choices.map { choice in
      var view = view
      view.effective.tools = [NoticeSamples.weather, Tool(name: "hang_up")]
      view.effective.toolChoice = choice
      return view
    }
  }
}
