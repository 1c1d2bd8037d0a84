import ByteJSON
import Conversation
import Testing

@testable import Dialects

@Suite("Gemini Live: functions")
struct GeminiToolsTests {
  private static let weather = Tool(
    name: "get_weather", description: "Weather \"now\"",
    parameters: RawJSON(validating: #"{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}"#))
  private static let declared =
    #"{"name":"get_weather","description":"Weather \"now\"","#
    + #""parameters":{"type":"OBJECT","properties":{"city":{"type":"STRING"}},"required":["city"]}"#

  private func wanted(_ choice: ToolChoice, _ tools: [Tool] = [weather, Tool(name: "hang_up")]) -> SessionConfiguration
  {
    var wanted = SessionConfiguration(defaultsOf: .ga)
    wanted.instructions = "Be brief."
    wanted.tools = tools
    wanted.toolChoice = choice
    return wanted
  }

  private func setup(_ wanted: SessionConfiguration, _ model: String = "gemini-3.8-live") throws -> String {
    String(decoding: try GeminiLive.vertex(model).negotiate(wanted).setup, as: UTF8.self)
  }

  @Test("Functions are declared behind the instructions, and block where a model has to be told so")
  func declarations() throws {
    let newest = try setup(wanted(.auto))
    #expect(
      newest.contains(
        #""systemInstruction":{"parts":[{"text":"Be brief."}]},"tools":[{"functionDeclarations":["#
          + #"\#(Self.declared),"behavior":"BLOCKING"},{"name":"hang_up","behavior":"BLOCKING"}]}],"#
          + #""realtimeInputConfig":"#))
    let older = try setup(wanted(.auto), "gemini-live-2.5-flash-native-audio")
    #expect(older.contains(#""tools":[{"functionDeclarations":[\#(Self.declared)},{"name":"hang_up"}]}],"#))
    try Emitted.client("setup-tools", [newest, older])
  }

  @Test("With the choice none no function is declared, and the session shows both")
  func none() throws {
    let outcome = try GeminiLive.vertex().negotiate(wanted(.none))
    #expect(outcome.setup == (try GeminiLive.vertex().negotiate(wanted(.auto, [])).setup))
    #expect(outcome.effective == wanted(.none) && outcome.approximations.isEmpty)
  }

  @Test("A demand for a function is a paragraph of the instructions, and the session shows auto")
  func demands() throws {
    let stories: [(ToolChoice, String, String)] = [
      (.required, "call at least one of your functions", "tool_choice required is an instruction to the model"),
      (.function("hang_up"), "call the function hang_up", "tool_choice hang_up is an instruction to the model"),
    ]
    for (choice, sentence, note) in stories {
      let outcome = try GeminiLive.vertex().negotiate(wanted(choice))
      let text = String(decoding: outcome.setup, as: UTF8.self)
      #expect(
        text.contains(
          #"{"parts":[{"text":"Be brief."},{"text":"Before you answer a turn of the user, \#(sentence)."}]},"tools":"#))
      #expect(outcome.effective == wanted(.auto))
      #expect(outcome.approximations == [note])
      try Emitted.client("setup-tools-\(choice == .required ? "required" : "named")", [text])
    }
  }

  @Test("A demand without any function is none")
  func demandOfNothing() throws {
    let outcome = try GeminiLive.vertex().negotiate(wanted(.required, []))
    #expect(outcome.effective.toolChoice == .auto)
    #expect(outcome.setup == (try GeminiLive.vertex().negotiate(wanted(.auto, [])).setup))
    #expect(outcome.approximations == ["tool_choice required is auto: there are no tools"])
  }

  @Test("A function that cannot be declared is refused by its place, also where none is used")
  func refusals() throws {
    let good = Self.weather
    let text = Tool(name: "f", parameters: RawJSON(validating: #"{"type":"string"}"#))
    let many = (0...512).map { Tool(name: "f\($0)") }
    let long = (0..<5).map { Tool(name: "f\($0)", description: String(repeating: "x", count: 250_000)) }
    let stories: [(ToolChoice, [Tool], String)] = [
      (.function("other"), [good], "session.tool_choice"), (.function("f"), [], "session.tool_choice"),
      (.auto, [good, Tool(name: "2nd")], "session.tools[1].name"), (.auto, [Tool(name: "-f")], "session.tools[0].name"),
      (.none, [good, text], "session.tools[1].parameters"), (.auto, many, "session.tools"),
      (.auto, long, "session.tools"),
    ]
    for (choice, tools, param) in stories {
      let fault = #expect(throws: Fault.self) { try GeminiLive.vertex().negotiate(wanted(choice, tools)) }
      #expect(fault?.param == param)
      #expect(fault?.code == "invalid_value" && fault?.kind == .invalidRequest)
    }
    #expect(try GeminiLive.vertex().negotiate(wanted(.auto, many.dropLast())).approximations.isEmpty)
  }

  @Test(
    "An output is the response if it is an object, and is put into one if not",
    arguments: [
      (#" { "b":1.0, "a":12345678901234567890 } "#, #"{ "b":1.0, "a":12345678901234567890 }"#),
      ("sunny \"é\"\n", #"{"output":"sunny \"é\"\n"}"#), ("", #"{"output":""}"#), ("42", #"{"output":42}"#),
      ("[1.50]", #"{"output":[1.50]}"#), (#""text""#, #"{"output":"text"}"#), ("null", #"{"output":null}"#),
      ("{broken", #"{"output":"{broken"}"#), (nil, #"{"error":"no output"}"#),
    ])
  func outputs(_ output: String?, _ response: String) throws {
    var dialect = try GeminiLive.vertex()
    let texts = dialect.texts(.toolResponse([ToolResult(id: nil, name: "f", output: output)]))
    #expect(texts == [#"{"toolResponse":{"functionResponses":[{"name":"f","response":\#(response)}]}}"#])
    let name = output.map { "\($0.utf8.count)-\($0.utf8.first ?? 0)" } ?? "none"
    try Emitted.client("tool-response-\(name)", texts)
  }

  @Test("Outputs of one call go together, each with its id if it has one")
  func parallelOutputs() throws {
    var dialect = try GeminiLive.vertex()
    let texts = dialect.texts(
      .toolResponse([ToolResult(id: "c1", name: "f", output: "{}"), ToolResult(id: nil, name: "g", output: nil)]))
    #expect(
      texts == [
        #"{"toolResponse":{"functionResponses":[{"id":"c1","name":"f","response":{}},"#
          + #"{"name":"g","response":{"error":"no output"}}]}}"#
      ])
    try Emitted.client("tool-response-parallel", texts)
    #expect(dialect.texts(.toolResponse([])).isEmpty)
  }

  @Test("Calls of the past are told in words, an output by the name of its function")
  func history() throws {
    var dialect = try GeminiLive.vertex()
    let call = Item(
      id: "i1", status: .completed,
      kind: .functionCall(callID: "c1", name: "f", arguments: RawJSON(validating: #"{ "a":1.0 }"#)))
    let bare = Item(id: "i2", status: .completed, kind: .functionCall(callID: "c2", name: "g", arguments: nil))
    let output = Item(id: "i3", status: .completed, kind: .functionCallOutput(callID: "c1", output: "sunny"))
    let stray = Item(id: "i4", status: .completed, kind: .functionCallOutput(callID: "c9", output: ""))
    let texts = dialect.texts(.content([call, bare, output, stray], generate: false))
    #expect(
      texts == [
        #"{"clientContent":{"turns":[{"role":"model","parts":[{"text":"[called f({ \"a\":1.0 })]"}]},"#
          + #"{"role":"model","parts":[{"text":"[called g({})]"}]},"#
          + #"{"role":"user","parts":[{"text":"[f returned: sunny]"}]},"#
          + #"{"role":"user","parts":[{"text":"[the function returned: ]"}]}],"turnComplete":false}}"#
      ])
    let later = Item(id: "i5", status: .completed, kind: .functionCallOutput(callID: "c2", output: "x"))
    let more = dialect.texts(.content([later], generate: true))
    #expect(
      more == [
        #"{"clientContent":{"turns":[{"role":"user","parts":[{"text":"[g returned: x]"}]}],"turnComplete":true}}"#
      ])
    try Emitted.client("tool-history", texts + more)
  }

  @Test("An empty id is none")
  func emptyID() throws {
    var dialect = try GeminiLive.vertex()
    #expect(
      dialect.events(#"{"toolCall":{"functionCalls":[{"id":"","name":"f","args":null}]}}"#)
        == [.toolCalled([ToolCall(id: nil, name: "f", arguments: .emptyObject)])])
    #expect(dialect.events(#"{"toolCallCancellation":{"ids":["","a"]}}"#) == [.toolCallsCancelled(["a"])])
  }
}
