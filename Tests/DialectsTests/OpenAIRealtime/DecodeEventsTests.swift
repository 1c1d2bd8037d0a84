import ByteJSON
import Conversation
import Foundation
import Testing

@testable import Dialects

@Suite("Reading a client's events")
struct DecodeEventsTests {
  let dialect = OpenAIRealtime.speaking(.ga)

  @Test("An append is a range of the message, whichever reader finds it")
  func append() throws {
    let plain = Array(#"{"type":"input_audio_buffer.append","audio":"AAABAAIA"}"#.utf8)
    guard case .audioAppended(let payload, false, nil) = dialect.reading(plain) else {
      return #expect(Bool(false), "not an append")
    }
    #expect(String(decoding: plain[payload], as: UTF8.self) == "AAABAAIA")

    // An unknown member sends it to the general reader.
    let odd = Array(#"{"x":[1],"audio":"AA\/B","event_id":"e","type":"input_audio_buffer.append"}"#.utf8)
    guard case .audioAppended(let range, true, "e") = dialect.reading(odd) else {
      return #expect(Bool(false), "not an append")
    }
    #expect(String(decoding: odd[range], as: UTF8.self) == #"AA\/B"#)
  }

  @Test("Events without members need nothing but their type")
  func bareEvents() {
    #expect(dialect.reading(#"{"type":"input_audio_buffer.commit","event_id":"e"}"#) == .audioCommitted(eventID: "e"))
    #expect(dialect.reading(#"{"type":"input_audio_buffer.clear"}"#) == .audioCleared(eventID: nil))
    #expect(dialect.reading(#"{"type":"response.create"}"#) == .responseRequested(ResponseRequest()))
    #expect(
      dialect.reading(#"{"type":"response.cancel","event_id":null}"#) == .responseCancelled(id: nil, eventID: nil))
  }

  @Test("Items are named, cut and removed by id")
  func itemEvents() {
    #expect(
      dialect.reading(#"{"type":"conversation.item.retrieve","item_id":"i","event_id":"e"}"#)
        == .itemRetrieved(id: "i", eventID: "e"))
    #expect(
      dialect.reading(#"{"type":"conversation.item.delete","item_id":"i"}"#) == .itemDeleted(id: "i", eventID: nil))
    #expect(
      dialect.reading(
        #"{"type":"conversation.item.truncate","item_id":"i","content_index":0,"audio_end_ms":1500.0}"#)
        == .itemTruncated(id: "i", contentIndex: 0, audioEndMs: 1500, eventID: nil))
  }

  @Test("A message keeps its id, its place and each of its parts")
  func messageItem() {
    let text = #"""
      {"type":"conversation.item.create","event_id":"e","previous_item_id":"root","item":{"id":"item_1","type":"message",
      "object":"realtime.item","status":"completed","role":"user",
      "content":[{"type":"input_text","text":"Hi \u00e9"},{"type":"input_text","text":""}]}}
      """#
    let kind = Item.Kind.message(role: .user, content: [.inputText("Hi é"), .inputText("")])
    #expect(
      dialect.reading(text)
        == .itemCreated(NewItem(id: "item_1", place: .front, kind: kind), shape: .neutral, eventID: "e"))
  }

  @Test(
    "An assistant's text is read in both spellings, and shows the generation",
    arguments: [("text", EventShape.flat), ("output_text", EventShape.ga)])
  func assistantItem(type: String, shape: EventShape) {
    let text = """
      {"type":"conversation.item.create","previous_item_id":"item_0","item":{"type":"message","role":"assistant",
      "content":[{"type":"\(type)","text":"Hello"}]}}
      """
    let item = NewItem(
      id: nil, place: .after("item_0"), kind: .message(role: .assistant, content: [.outputText("Hello")]))
    #expect(dialect.reading(text) == .itemCreated(item, shape: shape, eventID: nil))
  }

  @Test("A response.create carries what one answer may change, metadata byte for byte")
  func responseCreate() throws {
    let metadata = #"{ "b":"1", "a":"\u00e9" }"#
    let text = #"""
      {"type":"response.create","event_id":"e","response":{"modalities":["text"],"instructions":"Short.","tools":null,
      "tool_choice":"auto","conversation":"auto","temperature":0.8,"max_output_tokens":200,"metadata":\#(metadata)}}
      """#
    var request = ResponseRequest(
      output: .text, instructions: "Short.", metadata: RawJSON(validating: metadata), shape: .flat, eventID: "e")
    request.toolChoice = .auto
    #expect(dialect.reading(text) == .responseRequested(request))
    let tools =
      #"{"type":"response.create","response":{"tools":[{"type":"function","name":"f"}],"tool_choice":"none"}}"#
    var ownTools = ResponseRequest()
    ownTools.tools = [Tool(name: "f")]
    ownTools.toolChoice = ToolChoice.none
    #expect(dialect.reading(tools) == .responseRequested(ownTools))
    let ga = #"{"type":"response.create","response":{"output_modalities":["audio"],"voice":"alloy","metadata":null}}"#
    #expect(dialect.reading(ga) == .responseRequested(ResponseRequest(output: .audio, shape: .ga)))
  }

  @Test("A response outside the conversation says what it shall see: items, and references to items")
  func outOfBand() {
    let text = #"""
      {"type":"response.create","response":{"conversation":"none","input":[{"type":"item_reference","id":"item_1"},
      {"type":"message","role":"assistant","content":[{"type":"output_text","text":"Hi"}]}]}}
      """#
    var request = ResponseRequest(shape: .ga)
    request.scope = .outside
    request.input = [
      .reference(id: "item_1"),
      .item(NewItem(id: nil, kind: .message(role: .assistant, content: [.outputText("Hi")]))),
    ]
    #expect(dialect.reading(text) == .responseRequested(request))
    var empty = ResponseRequest()
    empty.input = []
    #expect(dialect.reading(#"{"type":"response.create","response":{"input":[]}}"#) == .responseRequested(empty))
    #expect(
      dialect.reading(#"{"type":"response.create","response":{"input":null,"conversation":null}}"#)
        == .responseRequested(ResponseRequest()))
  }

  @Test(
    "Every example of the reference is understood, or refused as a feature we do not have", arguments: ["ga", "beta"])
  func examples(generation: String) throws {
    let dialect = OpenAIRealtime.speaking(generation == "ga" ? .ga : .beta)
    for (type, event) in try ReferenceExamples().all(generation, "client") {
      let decoded = dialect.reading(Array(try JSONSerialization.data(withJSONObject: event)))
      switch type {
      case "output_audio_buffer.clear":
        #expect(decoded.fault?.code == "unsupported_feature", "\(type)")
        #expect(decoded.fault?.eventID == event["event_id"] as? String)
      default: #expect(decoded.fault == nil, "\(type): \(decoded)")
      }
    }
  }

  @Test("The examples without what is refused are read as they are meant")
  func servedExamples() throws {
    for (contract, generation) in [(ClientContract.ga, "ga"), (.beta, "beta")] {
      var event = try #require(try ReferenceExamples().event(generation, "client", "session.update"))
      var session = try #require(event["session"] as? [String: Any])
      session["audio"] = generation == "ga" ? ["input": [String: Any]()] : nil
      session["turn_detection"] = nil
      event["session"] = session
      let decoded = OpenAIRealtime.speaking(contract)
        .reading(Array(try JSONSerialization.data(withJSONObject: event, options: .sortedKeys)))
      let update = try #require(decoded.update)
      #expect(update.changes.contains(.output(.text)) && update.changes.contains(.instructions("Be brief.")))
      #expect(update.changes.contains(.toolChoice(.auto)) && update.changes.count == (generation == "ga" ? 5 : 4))
      let schema = #"{"properties":{"city":{"type":"string"}},"required":["city"],"type":"object"}"#
      let weather = Tool(
        name: "get_weather", description: "Weather of a city", parameters: RawJSON(validating: schema))
      #expect(update.changes.contains(.tools([weather])))
      #expect(update.shape == (generation == "ga" ? .ga : .flat))
      #expect(update.eventID == "evt_1")
    }
  }
}
