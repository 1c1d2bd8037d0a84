import ByteJSON
import Conversation
import Foundation
import Testing

@testable import Dialects

@Suite("Functions of the client")
struct FunctionCallingTests {
  private func changes(_ session: String) throws -> [SessionChange] {
    let event = OpenAIRealtime.speaking(.beta).reading(#"{"type":"session.update","session":{\#(session)}}"#)
    return try #require(event.update, "\(event)").changes
  }

  @Test("Tools keep their order, and their schemas byte for byte")
  func tools() throws {
    let schema = #"{ "type":"object","properties":{ "n":{"type":"number","minimum":1.0e0} },"x":null }"#
    let changes = try changes(
      #"""
      "tools":[{"type":"function","name":"get_weather","description":"Weather \u00e9","parameters":\#(schema)},
      {"name":"hang-up_2","type":"function","description":null,"parameters":null,"strict":true}],"tool_choice":"auto"
      """#)
    #expect(
      changes == [
        .tools([
          Tool(name: "get_weather", description: "Weather é", parameters: RawJSON(validating: schema)),
          Tool(name: "hang-up_2"),
        ]), .toolChoice(.auto),
      ])
    #expect(try self.changes(#""tools":[]"#) == [.tools([])])
  }

  @Test(
    "A choice is one of three words, or a function's name",
    arguments: [
      (#""auto""#, ToolChoice.auto), (#""none""#, .none), (#""required""#, .required),
      (#"{"type":"function","name":"f"}"#, .function("f")),
    ])
  func choices(text: String, choice: ToolChoice) throws {
    #expect(try changes(#""tool_choice":\#(text)"#) == [.toolChoice(choice)])
  }

  @Test("A session's tools and choice are shown as they were sent, in both shapes", arguments: ClientContract.allCases)
  func shown(contract: ClientContract) throws {
    let choices = [#""auto""#, #""none""#, #""required""#]
    for (view, choice) in zip(NoticeSamples(contract: contract).toolSessions, choices) {
      for shapes in [SessionView.Shapes.own, .both] {
        var view = view
        view.shapes = shapes
        let message = OpenAIRealtime.speaking(contract).writing(.sessionUpdated(view))[0]
        let schema = try #require(NoticeSamples.weather.parameters).text
        #expect(
          message.contains(
            #""tools":[{"type":"function","name":"get_weather","description":"Weather of a city","#
              + #""parameters":\#(schema)},"#
              + #"{"type":"function","name":"hang_up"}],"tool_choice":\#(choice),"#))
        let echo = message.replacing(#""type":"session.updated""#, with: #""type":"session.update""#)
        let update = try #require(OpenAIRealtime.speaking(contract).reading(echo).update)
        #expect(update.changes.contains(.tools(view.effective.tools)))
      }
    }
  }

  @Test("The beta's session has a string for a choice: a named function shows as required")
  func namedChoice() throws {
    let view = try #require(NoticeSamples(contract: .beta).toolSessions.last)
    let beta = OpenAIRealtime.speaking(.beta).writing(.sessionUpdated(view))[0]
    #expect(beta.contains(#""tool_choice":"required","#))
    let ga = OpenAIRealtime.speaking(.ga).writing(.sessionUpdated(view))[0]
    #expect(ga.contains(#""tool_choice":{"type":"function","name":"get_weather"},"#))
  }

  @Test("The output of a function is free text")
  func output() {
    for text in [#"{\"ok\":true}"#, "42", "", "sunny"] {
      let event = #"""
        {"type":"conversation.item.create","event_id":"e","previous_item_id":"item_F1",
        "item":{"id":"item_O1","type":"function_call_output","call_id":"call_D1","output":"\#(text)"}}
        """#
      let item = NewItem(
        id: "item_O1", place: .after("item_F1"),
        kind: .functionCallOutput(callID: "call_D1", output: text.replacing(#"\""#, with: #"""#)))
      #expect(
        OpenAIRealtime.speaking(.ga).reading(event) == .itemCreated(item, shape: .neutral, eventID: "e"))
    }
  }

  @Test("A call of the past keeps its arguments byte for byte")
  func history() {
    let arguments = #"{ "b":1.0, "a":12345678901234567890 }"#
    let event = #"""
      {"type":"conversation.item.create","item":{"type":"function_call","status":"completed","call_id":"c",
      "name":"f","arguments":" \#(arguments.replacing(#"""#, with: #"\""#)) "}}
      """#
    let item = NewItem(
      id: nil, kind: .functionCall(callID: "c", name: "f", arguments: RawJSON(validating: arguments)))
    #expect(
      OpenAIRealtime.speaking(.beta).reading(event) == .itemCreated(item, shape: .neutral, eventID: nil))
  }

  @Test("Arguments are JSON in a string, empty while the call is only announced")
  func items() {
    let begun = NoticeSamples.call(.inProgress, nil)
    let ended = NoticeSamples.call(.completed, NoticeSamples.paris)
    for contract in ClientContract.allCases {
      let dialect = OpenAIRealtime.speaking(contract)
      let head = #""item":{"id":"item_F1","object":"realtime.item","type":"function_call","status":"#
      let names = #""call_id":"call_D1","name":"get_weather","#
      #expect(
        dialect.writing(.outputItemAdded(responseID: "r", index: 0, begun))[0]
          .hasSuffix(head + #""in_progress",\#(names)"arguments":""}}"#))
      #expect(
        dialect.writing(.outputItemDone(responseID: "r", index: 0, ended))[0]
          .hasSuffix(head + #""completed",\#(names)"arguments":"{\"city\":\"Paris\"}"}}"#))
    }
  }

  @Test("The end of the arguments names the function under GA only, and has no content part")
  func argumentsDone() {
    let notice = ClientNotice.argumentsDone(
      NoticeSamples.callPart, callID: "call_D1", name: "get_weather", NoticeSamples.paris)
    for (contract, name) in [(ClientContract.ga, #""name":"get_weather","#), (.beta, ""), (.plain, "")] {
      #expect(
        OpenAIRealtime.speaking(contract).writing(notice)[0].hasSuffix(
          #""response_id":"resp_B1","item_id":"item_F1","output_index":0,"call_id":"call_D1",\#(name)"#
            + #""arguments":"{\"city\":\"Paris\"}"}"#))
    }
  }
}
